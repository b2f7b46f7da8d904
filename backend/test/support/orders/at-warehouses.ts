import type { OrderView } from "@waybill/protocol/schemas/api/orders";
import { expect } from "chai";
import { fulfilmentsOf, type FulfilmentRow } from "../../../src/modules/orders/fulfilment/fulfilment.store.ts";
import { createLedgerStock } from "../../../src/modules/orders/ledger-stock.ts";
import { createFulfilment } from "../../../src/modules/orders/orders.queries.ts";
import type { ShipmentListener } from "../../../src/modules/orders/orders.ports.ts";
import { createSandbox } from "../../../src/modules/orders/payments/sandbox/create-sandbox.ts";
import { runSaga } from "../../../src/modules/orders/saga/run-saga.ts";
import type { Partners } from "../../../src/modules/orders/saga/steps.ts";
import { createReserveFront } from "../../../src/modules/stock/reserve-front.ts";
import { inTransaction, type Ctx } from "../../../src/platform/context.ts";
import { createFakeWarehouses, routable, tell, type FakeWarehouses } from "../fake-warehouses.ts";
import { APPLE, BOOK, startShop, type Shop } from "../shop.ts";

const [BOOK_MINOR, APPLE_MINOR, SHIPPING_MINOR] = [1190, 99, 490];
export const LINES = [
  { gtin: BOOK, quantity: 2 },
  { gtin: APPLE, quantity: 3 },
];

/** A shop with warehouses in memory, for a suite that works off the jobs of orders by itself; each test begins with nothing on the shelves. */
export function ordersAtWarehouses() {
  let shop: Shop;
  let warehouses: FakeWarehouses;
  let partners: Partners;
  let listener: ShipmentListener;
  before(async () => {
    // Nobody works off jobs here but the tests.
    warehouses = createFakeWarehouses();
    shop = await startShop({ WAYBILL_ROLES: "api" }, { stock: undefined, warehouses });
    const { provider } = createSandbox(shop.app);
    const stock = createLedgerStock(createReserveFront(shop.app));
    partners = { stock, warehouses, provider: () => provider };
    listener = createFulfilment(stock);
  });
  after(() => shop.stop());
  beforeEach(async () => {
    warehouses.known.splice(0, Infinity, routable("alpha"), routable("beta", { latitude: 48, longitude: 16, country: "AT" }));
    for (const kept of [warehouses.shipments, warehouses.shelves, warehouses.silent, warehouses.lots]) kept.clear();
    // What tests before have left anywhere is counted as nothing.
    const { rows } = await shop.app.db.pool.query<{ gtin: string; warehouse: string; lot: string | null; reserved: string }>(
      "SELECT gtin, warehouse, nullif(lot, '') AS lot, reserved FROM stock_balances WHERE on_hand > reserved",
    );
    for (const { gtin, warehouse, lot, reserved } of rows) await count(warehouse, gtin, Number(reserved), lot);
  });

  let keys = 0;
  async function count(warehouse: string, gtin: string, counted: number, lot: string | null = "L1"): Promise<void> {
    const answer = await shop.request("POST", "/api/stock/counts", {
      token: shop.admin,
      headers: { "Idempotency-Key": `count-${++keys}` },
      body: { warehouse, gtin, lot, expiry: null, counted },
    });
    expect(answer.status, answer.text).to.equal(201);
  }
  const run = (id: string) => runSaga(shop.app, partners, id);
  const inTx = <Result>(work: (ctx: Ctx) => Promise<Result>) => inTransaction(shop.app, work);
  const rows = (id: string) => inTx((ctx) => fulfilmentsOf(ctx, id));
  /** Where each is, in which state, and why it ended. */
  const standing = async (id: string) => (await rows(id)).map(({ warehouse, state, endedFor }) => [warehouse, state, ...(endedFor ? [endedFor] : [])].join(" ")).sort(); // prettier-ignore
  const ofState = async (id: string, state: FulfilmentRow["state"]) => (await rows(id)).filter((one) => one.state === state);
  /** What the warehouse of a fulfilment order says about it. */
  const says = (row: FulfilmentRow) => {
    const told = warehouses.shipments.get(`${row.warehouse} ${row.id}`);
    if (told === undefined) return expect.fail(`${row.warehouse} was not told of ${row.id}`);
    return { told, ...tell(listener, told, row.id) };
  };
  async function packs(row: FulfilmentRow): Promise<"go" | "stale"> {
    return inTx((ctx) => says(row).packed(ctx));
  }
  async function ships(row: FulfilmentRow): Promise<void> {
    const { told, shipped } = says(row);
    told.hasLeft = true;
    await inTx((ctx) => shipped(ctx));
  }
  const events = (view: OrderView) => view.transitions.map(({ event }) => event);
  const cancel = async (id: string) => {
    const answer = await shop.request("POST", `/api/orders/${id}/cancellation`, { token: shop.ann });
    expect(answer.status, answer.text).to.equal(202);
  };
  const held = async (id: string) => {
    const { rows: sums } = await shop.app.db.pool.query<{ place: string; sum: string }>(
      `SELECT warehouse || ' ' || gtin AS place, sum(CASE WHEN to_bucket = 'reserved' THEN quantity ELSE -quantity END)::text AS sum FROM stock_moves
       WHERE reference = $1 AND 'reserved' IN (to_bucket, from_bucket) GROUP BY 1 HAVING sum(CASE WHEN to_bucket = 'reserved' THEN quantity ELSE -quantity END) <> 0 ORDER BY 1`,
      [id],
    );
    return Object.fromEntries(sums.map(({ place, sum }) => [place, Number(sum)]));
  };
  /** An order whose warehouses were told. */
  async function instructed(lines = LINES): Promise<string> {
    const id = await shop.placed({ lines });
    await run(id);
    return id;
  }
  /** An order at rest: what was taken is the value of what has left, and nothing is held. */
  async function expectSettled(
    id: string,
    shipped: [books: number, apples: number],
    state: OrderView["state"] = "closed",
  ): Promise<OrderView> {
    const view = await shop.order(id);
    expect(view.state, JSON.stringify(view.transitions)).to.equal(state);
    expect(view.lines.map((line) => line.shipped)).to.deep.equal(shipped.slice(0, view.lines.length));
    const worth = shipped[0] * BOOK_MINOR + shipped[1] * APPLE_MINOR;
    expect(view.payment.capturedMinor).to.equal(worth === 0 ? 0 : worth + SHIPPING_MINOR);
    expect(view.payment.heldMinor).to.equal(0);
    expect(await held(id)).to.deep.equal({});
    return view;
  }

  /** Its database is gone, and an admin has accepted the one that it has now: that knows of no shipment, and of no books. */
  async function lose(warehouse: string): Promise<void> {
    for (const [key, one] of warehouses.shipments) if (one.warehouse === warehouse && !one.hasLeft) warehouses.shipments.delete(key);
    warehouses.shelves.set(`${warehouse} ${BOOK}`, 0);
    await inTx((ctx) => listener.lost(ctx, warehouse));
  }

  /** What warehouses do with all that they were told, by messages that come twice. */
  async function workOff(id: string, isAt: (warehouse: string) => boolean = () => true): Promise<void> {
    for (const row of (await ofState(id, "instructed")).filter(({ warehouse }) => isAt(warehouse))) {
      const { told, packed, shipped } = says(row);
      if (told.answer === "withdrawn") continue;
      if ((await inTx((ctx) => packed(ctx))) !== "go") continue;
      told.hasLeft = true;
      for (let i = 0; i < 2; i++) await inTx((ctx) => shipped(ctx));
    }
  }
  return {
    parts: () => ({ shop, warehouses, partners, listener }),
    ...{ count, run, inTx, rows, standing, ofState, says, packs, ships, events, cancel, held, instructed, expectSettled, lose, workOff },
  };
}
