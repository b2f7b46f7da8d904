import type { OrderView } from "@waybill/protocol/schemas/api/orders";
import { expect } from "chai";
import { createEvaluator } from "../../../test/alerts/support/evaluator.ts";
import { parseExposition } from "../../../test/alerts/support/exposition.ts";
import { readRules } from "../../../test/alerts/support/rules.ts";
import { startShop, type Shop } from "../support/shop.ts";

describe("orders that have not come to their end", () => {
  let shop: Shop;
  before(async () => (shop = await startShop()));
  after(() => shop.stop());

  const scrape = async () =>
    parseExposition((await shop.request("GET", "/metrics")).text).filter(({ metric }) => metric.includes("_order"));
  const valueOf = (samples: Awaited<ReturnType<typeof scrape>>, metric: string, state?: string) =>
    samples.find((sample) => sample.metric === metric && sample.labels["state"] === state)?.value;
  /** What fires when it stays like this for as long as rules wait. */
  const alerts = async () => {
    const evaluator = createEvaluator(readRules());
    const samples = await scrape();
    for (const atSeconds of [0, 600]) evaluator.push(atSeconds, samples);
    return evaluator.firing();
  };

  it("are counted by where they stand, and wake nobody while they move", async () => {
    const none = await scrape();
    expect(valueOf(none, "waybill_orders", "instructed")).to.equal(0);
    expect(valueOf(none, "waybill_order_still_seconds", "instructed")).to.equal(undefined);
    const { id } = (await shop.place()).json<OrderView>();
    await shop.reaches(id, "instructed");
    const one = await scrape();
    expect(valueOf(one, "waybill_orders", "instructed")).to.equal(1);
    expect(valueOf(one, "waybill_order_still_seconds", "instructed")).to.be.within(0, 600);
    expect(valueOf(one, "waybill_order_unpaid_seconds")).to.equal(0);
    expect(await alerts()).to.deep.equal([]);
    for (const [days, expected] of [
      [1, []],
      [3, ["WaybillOrderWaits"]],
    ] as const) {
      await shop.app.db.pool.query("UPDATE orders SET moved_at = moved_at - make_interval(days => $2) WHERE id = $1", [id, days]);
      expect(await alerts(), `after ${days} days`).to.deep.equal(expected);
    }
  });

  it("tell of themselves where no order rests, and of money that has not followed", async () => {
    const { id } = (await shop.place()).json<OrderView>();
    await shop.reaches(id, "instructed");
    // As a partner leaves them that does not answer for an hour.
    const { owner } = shop;
    await owner.query("UPDATE orders SET state = 'shipped', moved_at = now() - interval '1 hour' WHERE id = $1", [id]);
    await owner.query(
      `INSERT INTO order_goods_moved (id, order_id, key, kind, lines, goods_minor, shipping_minor, at)
       VALUES ('parcel', $1, 'parcel', 'shipment', '[]', 100, 0, now() - interval '1 hour')`,
      [id],
    );
    expect(await alerts()).to.include.members(["WaybillOrderStandsStill", "WaybillOrderUnpaid"]);
    expect(valueOf(await scrape(), "waybill_order_unpaid_seconds")).to.be.greaterThan(1_800);
  });
});
