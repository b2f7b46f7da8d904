import { expect } from "chai";
import { handoverBecomes, offerNewUnit } from "./support/handover-pages.ts";
import { connect, sign } from "./support/supplier-pages.ts";
import { system, type System } from "./support/system.ts";
import { keyOf, supplier, type Supplier } from "./support/visitor.ts";

const GTIN = "10860009999920";
const GIVER = "Indian River Packing";
const RECEIVER = "Lakeshore Salad Kitchen";

describe("a pallet that changes hands", function () {
  this.timeout(90_000);
  let all: System;
  let giver: Supplier;
  let receiver: Supplier;

  before(async function () {
    this.timeout(240_000);
    all = await system();
    giver = await supplier(all, keyOf(all, GIVER));
    receiver = await supplier(all, keyOf(all, RECEIVER));
    await giver.page.goto("/supplier");
    await connect(giver.page);
    await receiver.page.goto("/supplier/handovers");
    await connect(receiver.page);
  });
  after(() => Promise.all([giver?.leave(), receiver?.leave()]));

  it("is offered by its holder and accepted by the receiver: both sign the same data, nobody pays, and it becomes final", async () => {
    const path = await offerNewUnit(giver.page, { gtin: GTIN, lot: "E2E-H1", to: RECEIVER });
    const { page, wallet } = receiver;
    // This one: the list may still show only what GIVER offered before.
    await page
      .getByRole("link", { name: GIVER })
      .and(page.locator(`a[href$="${path}"]`))
      .click();
    await page.waitForURL(`**${path}`);
    await page.getByRole("cell", { name: "E2E-H1" }).waitFor();
    await sign(page, "Sign and take over");
    await handoverBecomes(page, "final");
    await handoverBecomes(giver.page, "final");
    expect(wallet.asked().at(-1)?.message).to.deep.equal(giver.wallet.asked().at(-1)?.message);
    expect([...giver.problems, ...receiver.problems]).to.deep.equal([]);
  });

  it("stays where it is when the receiver refuses, and the giver reads why", async () => {
    const path = await offerNewUnit(giver.page, { gtin: GTIN, lot: "E2E-H2", to: RECEIVER });
    const { page } = receiver;
    await page.goto(path);
    await page.getByRole("button", { name: "Refuse", exact: true }).click();
    await page.getByLabel("Reason").fill("Two cases are crushed");
    await sign(page, "Sign the refusal");
    await handoverBecomes(page, "rejected");
    await handoverBecomes(giver.page, "rejected");
    await giver.page.getByText("Two cases are crushed").waitFor();
  });
});
