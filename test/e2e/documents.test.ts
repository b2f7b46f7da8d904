import { expect } from "chai";
import { checkProduct } from "./support/product-page.ts";
import { connect, fillIn, reaches, review, sign } from "./support/supplier-pages.ts";
import { system, type System } from "./support/system.ts";
import { keyOf, supplier, visitor } from "./support/visitor.ts";

const GTIN = "10860009999920";
const GLN = "0860009999992";
const PASSED = "Checked in your browser: the file hashes to what was signed";
const NAME = "Indian River Packing";

describe("documents, from the supplier's file to the stranger's check", function () {
  this.timeout(120_000);
  let all: System;
  before(async function () {
    this.timeout(240_000);
    all = await system();
  });

  async function attach(
    page: Awaited<ReturnType<typeof supplier>>["page"],
    file: { name: string; text: string },
    choice: "Everybody, for ever" | "Who has the key",
  ) {
    await page
      .getByLabel(/Choose (a|another) file/)
      .setInputFiles({ name: file.name, mimeType: "text/plain", buffer: Buffer.from(file.text) });
    await page.getByRole("radio", { name: choice }).check();
    await page
      .getByRole("button", { name: choice === "Who has the key" ? "Sign and keep it private" : "Sign and publish for ever" })
      .click();
    await page.getByRole("button", { name: `Remove ${file.name} from this event` }).waitFor();
  }

  it("a public report is attached, signed, shown and hashed by a consumer, whose verdict counts it", async () => {
    const { page, problems, leave } = await supplier(all, keyOf(all, NAME));
    await page.goto("/supplier/events/new");
    await connect(page);
    await fillIn(page, { what: "Harvested or made", gtin: GTIN, lot: "DOC-1", quantity: "4", gln: GLN });
    await attach(page, { name: "report.txt", text: "Listeria: not detected, lot DOC-1\n" }, "Everybody, for ever");
    await review(page);
    await sign(page);
    await reaches(page, "final");
    await page.getByRole("link", { name: "report.txt" }).waitFor();

    const stranger = await visitor(all);
    expect(await checkProduct(stranger.page, `/01/${GTIN}/10/DOC-1`)).to.equal("verified");
    await stranger.page.locator("#journey").getByText("The file is the one named here").waitFor();
    await stranger.page.getByRole("contentinfo").scrollIntoViewIfNeeded();
    await stranger.page.locator("#documents").getByRole("button", { name: "Fetch and check" }).click();
    await stranger.page.getByText(PASSED).waitFor();
    expect([...problems, ...stranger.problems]).to.deep.equal([]);
    await Promise.all([leave(), stranger.leave()]);
  });

  it("a private report opens by its link, keeps a stranger's verdict from green, and is erased by its owner", async () => {
    const { page, leave } = await supplier(all, keyOf(all, NAME));
    await page.goto("/supplier/events/new");
    await connect(page);
    await fillIn(page, { what: "Harvested or made", gtin: GTIN, lot: "DOC-2", quantity: "4", gln: GLN });
    await attach(page, { name: "secret.txt", text: "Residues: none found, lot DOC-2\n" }, "Who has the key");
    const link = await page.getByTestId("private-link").innerText();
    expect(link).to.match(/#key=[\w-]{43}$/);
    await review(page);
    await sign(page);
    await reaches(page, "final");

    const buyer = await visitor(all);
    const asked: string[] = [];
    buyer.page.on("request", (request) => asked.push(request.url()));
    await buyer.page.goto(link);
    await buyer.page.getByText(PASSED).waitFor();
    await buyer.page.getByText("Residues: none found").waitFor();
    expect(asked.length).to.be.greaterThan(0);
    expect(asked.filter((url) => url.includes(link.slice(-43)))).to.deep.equal([]);
    expect(await checkProduct(buyer.page, `/01/${GTIN}/10/DOC-2`)).to.equal("unknown");
    expect(await buyer.page.locator("#journey").getByText("The file is the one named here").count()).to.equal(0);

    await page.goto("/supplier/documents");
    const own = page.getByRole("listitem").filter({ hasText: "secret.txt" });
    await own.getByRole("button", { name: "Show its link" }).click();
    await own.getByTestId("private-link").waitFor();
    await own.getByRole("button", { name: /^Erase/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Sign and erase" }).click();
    await page.getByText("Erased by its owner").first().waitFor();
    await buyer.page.goto(link);
    await buyer.page.getByText("This document was erased").waitFor();
    await Promise.all([leave(), buyer.leave()]);
  });
});
