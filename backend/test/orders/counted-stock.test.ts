import type { OrderState } from "@waybill/protocol/orders/states";
import { expect } from "chai";
import { BOOK, startShop, type Shop } from "../support/shop.ts";
import { waitFor } from "../support/wait-for.ts";

describe("orders on the ledger of stock", () => {
  let shop: Shop;
  before(async () => {
    shop = await startShop({}, { stock: undefined });
    for (const [lot, expiry] of [
      ["L1", "2999-01-31"],
      ["L2", null],
    ]) {
      const answer = await shop.request("POST", "/api/stock/receipts", {
        token: shop.admin,
        headers: { "Idempotency-Key": `receipt-of-${lot}` },
        body: { warehouse: "alpha", gtin: BOOK, lot, expiry, quantity: 2 },
      });
      expect(answer.status, answer.text).to.equal(201);
    }
  });
  after(() => shop.stop());

  const balance = async () => {
    const { rows } = await shop.app.db.pool.query(
      "SELECT lot, on_hand::int, reserved::int FROM stock_balances WHERE gtin = $1 ORDER BY lot",
      [BOOK],
    );
    return rows.map(({ lot, on_hand, reserved }: { lot: string; on_hand: number; reserved: number }) => [lot, on_hand, reserved]);
  };
  const settled = (id: string) =>
    waitFor("an order at rest", async () => {
      const { state } = await shop.order(id);
      return (["instructed", "cancelled", "closed"] as OrderState[]).includes(state) ? state : undefined;
    });

  it("get the last pieces once, whoever orders at the same moment, and give back what does not leave", async () => {
    const lines = [{ gtin: BOOK, quantity: 3 }];
    const ids = await Promise.all([shop.placed({ lines }), shop.placed({ lines })]);
    const states = await Promise.all(ids.map(settled));
    expect(states).to.have.members(["instructed", "cancelled"]);
    const [won = "", lost = ""] = states[0] === "instructed" ? ids : [...ids].reverse();
    expect((await shop.order(lost)).transitions[0]?.cause).to.equal(`of ${BOOK} there are 1 left`);
    expect(await balance()).to.deep.equal([
      ["L1", 2, 2],
      ["L2", 2, 1],
    ]);
    const shipped = await shop.request("POST", `/api/orders/${won}/shipments`, {
      token: shop.admin,
      headers: { "Idempotency-Key": "shipment" },
      body: { lines: [{ number: 1, quantity: 2 }] },
    });
    expect(shipped.status, shipped.text).to.equal(202);
    expect(await balance()).to.deep.equal([
      ["L1", 0, 0],
      ["L2", 2, 1],
    ]);
    const cancelled = await shop.request("POST", `/api/orders/${won}/cancellation`, { token: shop.ann });
    expect(cancelled.status, cancelled.text).to.equal(202);
    expect(await settled(won)).to.equal("closed");
    expect(await balance()).to.deep.equal([
      ["L1", 0, 0],
      ["L2", 2, 0],
    ]);
    expect((await shop.order(won)).payment).to.deep.include({ state: "captured", heldMinor: 0, capturedMinor: 2 * 1190 + 490 });
  });
});
