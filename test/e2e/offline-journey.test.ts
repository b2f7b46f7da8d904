import { expect } from "chai";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { statementView } from "@waybill/protocol/schemas/api/traceability";
import { checkProduct } from "./support/product-page.ts";
import { connect, fillIn, reaches, review, sign } from "./support/supplier-pages.ts";
import { becomeFinal } from "./support/sign-event.ts";
import { getJson, system, type System } from "./support/system.ts";
import { keyOf, supplier, visitor } from "./support/visitor.ts";

const GTIN = "10860009999920";
const GLN = "0860009999992";

/** Whether the service worker answers for this page. Runs in the browser. */
function isKept(): boolean {
  return (navigator as Navigator & { serviceWorker: { controller: unknown } }).serviceWorker.controller !== null;
}

describe("a supplier in the field", function () {
  this.timeout(120_000);
  let all: System;
  before(async function () {
    this.timeout(240_000);
    all = await system();
  });

  it("signs without a network, loads the page again, and the statement arrives exactly once", async () => {
    const { page, wallet, leave } = await supplier(all, keyOf(all, "Indian River Packing"));
    await page.goto("/supplier/events/new");
    await connect(page);
    await page.waitForFunction(isKept);
    await page.context().setOffline(true);
    await page.getByText("You are offline").waitFor();
    await fillIn(page, { what: "Harvested or made", gtin: GTIN, lot: "FIELD-1", gln: GLN });
    await review(page);
    await sign(page);
    await page.getByText("Signed, but the service cannot be reached").waitFor();
    await page.reload();
    await page.getByText("Signed, but the service cannot be reached").waitFor();
    await page.context().setOffline(false);
    await reaches(page, "stored");
    await page.reload();
    await reaches(page, "stored");
    expect(wallet.asked()).to.have.length(1);
    const { items } = pageOf(statementView).parse(await getJson(`${all.url}/api/statements?account=${wallet.account}`));
    expect(items.filter((item) => item.items.some(({ subject }) => subject.endsWith("/10/FIELD-1")))).to.have.length(1);
    await leave();
  });

  it("signs a file of events once; each is stored, becomes final, and is verified alone by a stranger", async () => {
    const { page, wallet, leave } = await supplier(all, keyOf(all, "Indian River Packing"));
    await page.goto("/supplier/events/import");
    await connect(page);
    const lines = [
      "product,lot,quantity,uom,place,time",
      ...["FILE-1", "FILE-2", "FILE-3"].map((lot) => `${GTIN},${lot},25,CS,${GLN},2026-04-17T09:30:00-04:00`),
    ];
    await page
      .locator('input[type="file"]')
      .setInputFiles({ name: "april.csv", mimeType: "text/csv", buffer: Buffer.from(lines.join("\n")) });
    await page.getByText("3 rows can be signed").waitFor();
    await page.getByRole("button", { name: "Review before signing" }).click();
    await page.getByRole("button", { name: "Sign 3 events" }).click();
    await page.getByTestId("capture-result").getByText("3 events are stored").waitFor({ timeout: 30_000 });
    expect(wallet.asked()).to.have.length(1);
    const { items } = pageOf(statementView).parse(await getJson(`${all.url}/api/statements?account=${wallet.account}`));
    const mine = items.filter((item) => item.items.some(({ subject }) => /\/10\/FILE-\d$/.test(subject)));
    expect(mine).to.have.length(3);
    await becomeFinal(all, mine.map(({ commitment }) => commitment as `0x${string}`) as never);
    const stranger = await visitor(all);
    expect(await checkProduct(stranger.page, `/01/${GTIN}/10/FILE-2`)).to.equal("verified");
    await Promise.all([leave(), stranger.leave()]);
  });
});
