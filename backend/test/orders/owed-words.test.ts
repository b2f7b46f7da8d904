import { expect } from "chai";
import { fulfilmentsOf } from "../../src/modules/orders/fulfilment/fulfilment.store.ts";
import { createLedgerStock } from "../../src/modules/orders/ledger-stock.ts";
import { createFulfilment } from "../../src/modules/orders/orders.queries.ts";
import type { ShipmentListener } from "../../src/modules/orders/orders.ports.ts";
import { createSandbox } from "../../src/modules/orders/payments/sandbox/create-sandbox.ts";
import { runSaga } from "../../src/modules/orders/saga/run-saga.ts";
import { sayOwed, SAY_OWED_TASK } from "../../src/modules/orders/saga/say-owed.ts";
import type { Partners } from "../../src/modules/orders/saga/steps.ts";
import { createReserveFront } from "../../src/modules/stock/reserve-front.ts";
import { inTransaction } from "../../src/platform/context.ts";
import { createFakeWarehouses, routable, type FakeWarehouses } from "../support/fake-warehouses.ts";
import { BOOK, startShop, type Shop } from "../support/shop.ts";

describe("what a warehouse was not told while it was away", () => {
  let shop: Shop;
  let warehouses: FakeWarehouses;
  let partners: Partners;
  let listener: ShipmentListener;
  beforeEach(async () => {
    warehouses = createFakeWarehouses(routable("alpha"), routable("beta", { latitude: 48, longitude: 16, country: "AT" }));
    // Nobody works off jobs here but the tests.
    shop = await startShop({ WAYBILL_ROLES: "api" }, { stock: undefined, warehouses });
    const { provider } = createSandbox(shop.app);
    const stock = createLedgerStock(createReserveFront(shop.app));
    partners = { stock, warehouses, provider: () => provider };
    listener = createFulfilment(stock);
  });
  afterEach(() => shop.stop());

  async function receive(warehouse: string): Promise<void> {
    const body = { warehouse, gtin: BOOK, lot: "L1", expiry: null, quantity: 10 };
    const headers = { "Idempotency-Key": warehouse };
    expect((await shop.request("POST", "/api/stock/receipts", { token: shop.admin, headers, body })).status).to.equal(201);
  }
  const alpha = () => warehouses.known.find(({ id }) => id === "alpha") ?? expect.fail("there is alpha");
  const run = (id: string) => runSaga(shop.app, partners, id);
  /** Orders of one book each, whose warehouses were told. */
  async function instructed(count: number): Promise<string[]> {
    const ids: string[] = [];
    for (let n = 0; n < count; n++) ids.push(await shop.placed());
    for (const id of ids) await run(id);
    return ids;
  }
  const owed = async (ids: readonly string[]) =>
    (await Promise.all(ids.map((id) => inTransaction(shop.app, (ctx) => fulfilmentsOf(ctx, id))))).flat().filter(({ owesWord }) => owesWord)
      .length;
  const say = (of: string, pageSize = 2) => sayOwed(shop.app, warehouses, { of, pageSize });
  /** The jobs that are made when a warehouse is back. */
  async function comingBack(warehouse: string) {
    await shop.app.db.pool.query("DELETE FROM graphile_worker._private_jobs");
    await inTransaction(shop.app, (ctx) => listener.cameBack(ctx, warehouse));
    const { rows } = await shop.app.db.pool.query<{ task: string; key: string; payload: object }>(
      `SELECT t.identifier AS task, j.key, j.payload FROM graphile_worker._private_jobs j
       JOIN graphile_worker._private_tasks t ON t.id = j.task_id ORDER BY j.id`,
    );
    return rows;
  }

  it("is said by a job that is made as it is noted to be well, over all pages, to it alone, and not while it is away after all", async () => {
    for (const warehouse of ["alpha", "beta"]) await receive(warehouse);
    const ids = await instructed(3);
    alpha().isAway = true;
    for (const id of ids) await run(id);
    expect(await owed(ids)).to.equal(3);
    expect(await comingBack("alpha")).to.deep.equal([{ task: SAY_OWED_TASK, key: "owed:alpha", payload: { warehouse: "alpha" } }]);
    await say("alpha");
    alpha().isAway = false;
    await say("beta");
    expect(await owed(ids)).to.equal(3);
    expect(warehouses.told("alpha").map(([, { fence }]) => fence)).to.deep.equal([1, 1, 1]);
    await say("alpha");
    expect(await owed(ids)).to.equal(0);
    expect(warehouses.told("alpha").map(([, { answer, fence }]) => [answer, fence])).to.deep.equal([1, 2, 3].map(() => ["withdrawn", 2]));
  });

  it("stays owed where it breaks off again, and is said when it is back once more", async () => {
    for (const warehouse of ["alpha", "beta"]) await receive(warehouse);
    const ids = await instructed(3);
    alpha().isAway = true;
    for (const id of ids) await run(id);
    alpha().isAway = false;
    warehouses.silent.add("alpha");
    await say("alpha");
    expect(await owed(ids)).to.equal(3);
    warehouses.silent.clear();
    await say("alpha");
    expect(await owed(ids)).to.equal(0);
  });

  it("includes orders that it was asked for and did not answer, and those that wait for goods that it alone has", async () => {
    await receive("alpha");
    warehouses.silent.add("alpha");
    const asked = await shop.placed();
    await run(asked).catch(() => undefined);
    alpha().isAway = true;
    const waiting = await shop.placed();
    await run(waiting);
    expect((await shop.order(waiting)).waitsFor).to.equal("alpha has goods for it, and does not answer");
    warehouses.silent.clear();
    alpha().isAway = false;
    const jobs = await comingBack("alpha");
    expect(jobs.map(({ key }) => key)).to.have.members(["owed:alpha", `order:${asked}`, `order:${waiting}`]);
    for (const id of [asked, waiting]) {
      await run(id);
      expect((await shop.order(id)).fulfilments.map(({ warehouse, isAsked }) => [warehouse, isAsked])).to.deep.equal([["alpha", false]]);
    }
  });
});
