import { expect } from "chai";
import type { Page } from "playwright-core";
import { getStage, json, type Stage } from "../support/browser.ts";
import { connect, objectionsTo, openSupplier } from "../support/supplier.ts";

const GTIN = "10860009999920";
const GLN = "0860009999992";
const MASTER_DATA = {
  "/api/products": json({ items: [{ gtin: GTIN, name: "Iceberg lettuce", description: null, statedBy: null }], next: null }),
  "/api/places": json({
    items: [{ gln: GLN, name: "Packing house", latitude: null, longitude: null, country: "US", owner: null }],
    next: null,
  }),
};

/** What the box that is about to be signed says. */
const aboutToSign = (page: Page) => page.locator("blockquote").innerText();

describe("a supplier who typed numbers only", function () {
  this.timeout(60_000);
  let stage: Stage;
  before(async function () {
    this.timeout(180_000);
    stage = await getStage();
  });

  it("sees names beside them in the form, before signing, and in the list of what was signed", async () => {
    const { page } = await openSupplier(stage, MASTER_DATA);
    await connect(page);
    await page.getByRole("radio", { name: "Harvested or made" }).click();
    await page.getByLabel("Add a product").fill(`https://id.gs1.org/01/${GTIN}/10/L-1`);
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByRole("listitem").getByText("Iceberg lettuce, lot L-1").first().waitFor();
    await page.getByLabel("Place", { exact: true }).fill(GLN);
    await page.getByRole("option", { name: "Packing house" }).click();
    await page.getByText(`GLN ${GLN}`).waitFor();
    await page.getByRole("button", { name: "Review before signing" }).click();
    expect(await aboutToSign(page))
      .to.contain(`Packing house${GLN}`)
      .and.to.contain(`Iceberg lettuce, lot L-1${GTIN}`);
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.getByRole("button", { name: "Sign the statement" }).click();
    await page.getByTestId("demo-wallet-sign").click();
    await page.waitForURL(/\/supplier\/events\/0x/);
    await page.goto("/supplier/outbox");
    await page.getByText("Iceberg lettuce, lot L-1, Packing house").waitFor();
    await page.close();
  });

  it("sees them in the preview of a file, and in what is signed for it", async () => {
    const { page } = await openSupplier(stage, MASTER_DATA);
    await connect(page, "/supplier/events/import");
    const rows = ["product,lot,quantity,uom,place,counterpart,time", `${GTIN},L-1,25,CS,${GLN},${GLN},2026-04-17T09:30:00-04:00`];
    await page.locator('input[type="file"]').setInputFiles({ name: "a.csv", mimeType: "text/csv", buffer: Buffer.from(rows.join("\n")) });
    const preview = page.getByRole("table", { name: "The first rows, as events" });
    await preview.getByText("Iceberg lettuce, lot L-1").waitFor();
    await preview.getByText("Packing house").first().waitFor();
    await page.getByRole("button", { name: "Review before signing" }).click();
    await page.locator("blockquote").getByText("Iceberg lettuce").waitFor();
    expect(await aboutToSign(page)).to.match(new RegExp(`Iceberg lettuce ${GTIN} × 1[^]*Packing house ${GLN} × 2`));
    expect(await objectionsTo(page)).to.deep.equal([]);
    await page.close();
  });
});
