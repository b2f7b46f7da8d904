import { expect } from "chai";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { statementView } from "@waybill/protocol/schemas/api/traceability";
import { connect, fillIn, reaches, review, sign } from "./support/supplier-pages.ts";
import { getJson, system, type System } from "./support/system.ts";
import { keyOf, supplier } from "./support/visitor.ts";

const GTIN = "10860009999920";
const GLN = "0860009999992";

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
    await page.waitForFunction("navigator.serviceWorker.controller !== null");
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
});
