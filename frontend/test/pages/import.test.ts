import { expect } from "chai";
import type { Page } from "playwright-core";
import { signedCapture } from "@waybill/protocol/schemas/api/traceability";
import { getStage, json, type Stage } from "../support/browser.ts";
import { connect, objectionsTo, openSupplier } from "../support/supplier.ts";

const HEAD = "GTIN,Batch,Qty,Unit,Ship from,Ship to,Date";
const row = (lot: string, quantity = "25") => `10860009999920,${lot},${quantity},CS,0860009999992,0860009998018,2026-04-17T09:30:00-04:00`;

async function choose(page: Page, name: string, lines: readonly string[]): Promise<void> {
  await page.locator('input[type="file"]').setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(lines.join("\n")) });
}

describe("a supplier with a file", function () {
  this.timeout(60_000);
  let stage: Stage;
  before(async function () {
    this.timeout(180_000);
    stage = await getStage();
  });

  it("sees every error by row and column, solves or leaves them out, signs once, and hears what became of the events", async () => {
    const job = {
      captureID: "job-1",
      createdAt: "2026-11-21T10:00:00Z",
      finishedAt: "2026-11-21T10:00:01Z",
      running: false,
      success: true,
      captureErrorBehaviour: "rollback",
      errors: [],
      statements: [0, 1].map((index) => ({
        index,
        eventId: `ni:///sha-256;${"0".repeat(64)}?ver=CBV2.0`,
        commitment: `0x${"1".repeat(64)}`,
        duplicate: index === 1,
      })),
    };
    const bodies: string[] = [];
    const { page, complaints } = await openSupplier(stage, {
      "/epcis/capture": async (route) => {
        bodies.push(route.request().postData() ?? "");
        await route.fulfill({ status: 202, json: { ...job, running: true, statements: [] } });
      },
      "/epcis/capture/job-1": json(job),
    });
    await connect(page, "/supplier/events/import");
    await choose(page, "april.csv", [HEAD, row("L-1"), row("L-2", "many"), row("L-1"), row("L-3")]);
    await page.getByText("2 rows can be signed").waitFor();
    await page.getByText("1 row says the same as an earlier row").waitFor();
    const error = page.getByRole("row").filter({ hasText: "many" });
    expect(await error.locator("td").allInnerTexts()).to.deep.equal([
      "3",
      "Qty",
      "many",
      "A number above zero, with at most six decimals.",
    ]);
    const reviewButton = page.getByRole("button", { name: "Review before signing" });
    expect(await reviewButton.isDisabled()).to.equal(true);
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.getByLabel("Leave the rows with errors out").check();
    await reviewButton.click();
    await page.getByText("One signature covers them all").waitFor();
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.getByRole("button", { name: "Sign 2 events" }).click();
    await page.getByTestId("demo-wallet-sign").click();
    await page.waitForURL(/\/supplier\/outbox/);
    const result = page.getByTestId("capture-result");
    await result.getByText("1 event is stored").waitFor();
    await result.getByText("1 was known already").waitFor();
    const sent = signedCapture.parse(JSON.parse(bodies[0] ?? ""));
    expect(bodies).to.have.length(1);
    expect(sent.signatures.map(({ signature }) => signature)).to.deep.equal([sent.signatures[0]?.signature, sent.signatures[0]?.signature]);

    // The same file again: what was signed is known, and nothing is sent twice.
    await page.goto("/supplier/events/import");
    await choose(page, "april.csv", [HEAD, row("L-1"), row("L-3"), row("L-4")]);
    await page.getByText("1 row can be signed").waitFor();
    await page.getByText("2 rows say the same").waitFor();
    expect(complaints).to.deep.equal([]);
    await page.close();
  });

  it("may give a column another heading, and the rows are checked again", async () => {
    const { page } = await openSupplier(stage);
    await page.goto("/supplier/events/import");
    await choose(page, "odd.csv", [HEAD.replace("Batch", "Charge"), row("L-1")]);
    await page.getByText("No row can be signed").waitFor();
    await page.getByRole("combobox", { name: "Lot number" }).click();
    await page.getByRole("option", { name: "Charge" }).click();
    await page.getByText("1 row can be signed").waitFor();
    await page.close();
  });

  it("stays at work with ten thousand rows: the page answers while they are checked", async () => {
    const { page } = await openSupplier(stage);
    await page.goto("/supplier/events/import");
    await choose(page, "large.csv", [HEAD, ...Array.from({ length: 10_000 }, (_, index) => row(`L-${index}`))]);
    await page.getByText(/Checking row/).waitFor();
    await page.getByRole("button", { name: /^Colours/ }).click();
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).to.equal("dark");
    await page.getByText("10,000 rows can be signed").waitFor({ timeout: 60_000 });
    await page.close();
  }).timeout(120_000);

  it("is told what is wrong with a file that cannot be read", async () => {
    const { page } = await openSupplier(stage);
    await page.goto("/supplier/events/import");
    await choose(page, "empty.csv", [HEAD]);
    await page.getByText("There are no rows in it").waitFor();
    await page.close();
  });
});
