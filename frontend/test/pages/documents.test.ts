import { expect } from "chai";
import { ipfsLinkOf } from "@waybill/protocol/documents/document-link";
import { REPORT, REPORT_CID } from "../fixtures/documents.ts";
import { SALAD_PATH } from "../fixtures/lettuce.ts";
import { getStage, json, openPage, type Answer, type Stage } from "../support/browser.ts";

const HASH = `0x${"12".repeat(32)}`;
const PASSED = "Checked in your browser: the file hashes to what was signed";

describe("documents on a page", () => {
  let stage: Stage;
  before(async function () {
    this.timeout(120_000);
    stage = await getStage();
  });

  it("stand beside the statement that points at them, each with what it is, and a public one is hashed here", async () => {
    const { page, complaints } = await openPage(stage);
    await page.goto(`/events/${HASH}`);
    const list = page.locator("section").filter({ hasText: "listeria-report.txt" }).last();
    for (const words of ["Public", "Private, opens with its key", "Erased by its owner", "Not kept here"])
      await list.getByText(words).first().waitFor();
    await list.getByRole("button", { name: "Fetch and check" }).click();
    await list.getByText(PASSED).waitFor();
    await list.getByText("Listeria: not detected").waitFor();
    expect(complaints).to.deep.equal([]);
    await page.close();
  });

  it("are called wrong when the server gives other bytes, and those are not shown", async () => {
    const answers = {
      "/api/documents/\\w+/content": (route: { fulfill: (what: object) => Promise<void> }) => route.fulfill({ body: "forged" }),
    };
    const { page } = await openPage(stage, { answers });
    await page.goto(`/documents/${REPORT_CID}`);
    await page.getByRole("button", { name: "Fetch and check" }).click();
    await page.getByText("These are other bytes than the content id names").waitFor();
    expect(await page.getByText("forged").count()).to.equal(0);
    expect(await page.getByRole("link", { name: "Save the file" }).count()).to.equal(0);
    await page.close();
  });

  it("follow the journey of a product, once a reader comes near", async () => {
    const { page } = await openPage(stage);
    await page.goto(SALAD_PATH);
    await page.getByText("What does not add up").first().waitFor();
    await page.getByRole("contentinfo").scrollIntoViewIfNeeded();
    const section = page.locator("#documents");
    await section.getByRole("button", { name: "Fetch and check" }).click();
    await section.getByText(PASSED).waitFor();
    await page.close();
  });

  for (const { body, words } of [
    { body: REPORT, words: "The file is the one named here" },
    { body: "forged", words: "The file is not the one named here" },
  ]) {
    it(`say the same beside the claim that names them and in their list: ${words}`, async () => {
      const { journey } = stage.lettuce;
      const statements = journey.statements.map((one, index) => (index === 0 ? { ...one, certificates: [ipfsLinkOf(REPORT_CID)] } : one));
      const answers: Record<string, Answer> = {
        "/api/journeys": json({ ...journey, statements }),
        [`/api/documents/${REPORT_CID}/content`]: (route) => route.fulfill({ contentType: "text/plain", body }),
      };
      const { page } = await openPage(stage, { answers });
      await page.goto(SALAD_PATH);
      await page.locator("#journey").getByText("Not checked").waitFor();
      await page.getByRole("contentinfo").scrollIntoViewIfNeeded();
      await page.locator("#documents").getByRole("button", { name: "Fetch and check" }).click();
      await page.locator("#journey").getByText(words).waitFor();
      expect(await page.locator("#journey").getByText("Not checked").count()).to.equal(0);
      await page.close();
    });
  }
});
