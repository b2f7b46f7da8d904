import { expect } from "chai";
import { createOrders } from "../../src/modules/orders/create-orders.ts";
import { fulfilmentsOf } from "../../src/modules/orders/fulfilment/fulfilment.store.ts";
import { createLedgerStock } from "../../src/modules/orders/ledger-stock.ts";
import { createSandbox } from "../../src/modules/orders/payments/sandbox/create-sandbox.ts";
import { runSaga } from "../../src/modules/orders/saga/run-saga.ts";
import { erasePerson } from "../../src/modules/privacy/erase-person.ts";
import { createReserveFront } from "../../src/modules/stock/reserve-front.ts";
import { inTransaction, type Ctx } from "../../src/platform/context.ts";
import { createFakeWarehouses, routable } from "../support/fake-warehouses.ts";
import { BOOK, startShop, type Shop } from "../support/shop.ts";

describe("orders of somebody who is erased", () => {
  const warehouses = createFakeWarehouses(routable("alpha"));
  let shop: Shop;
  before(async () => {
    // Nobody works off jobs here but the test.
    shop = await startShop({ WAYBILL_ROLES: "api" }, { stock: undefined, warehouses });
  });
  after(() => shop.stop());
  const inTx = <Result>(work: (ctx: Ctx) => Promise<Result>) => inTransaction(shop.app, work);
  const rows = (id: string) => inTx((ctx) => fulfilmentsOf(ctx, id));

  it("are forgotten by every warehouse that heard where they go, repeated until it answers", async () => {
    const { provider } = createSandbox(shop.app);
    const stock = createLedgerStock(createReserveFront(shop.app));
    const counted = await shop.request("POST", "/api/stock/counts", {
      token: shop.admin,
      headers: { "Idempotency-Key": "count-1" },
      body: { warehouse: "alpha", gtin: BOOK, lot: "L1", expiry: null, counted: 5 },
    });
    expect(counted.status, counted.text).to.equal(201);
    const told = await shop.placed({ lines: [{ gtin: BOOK, quantity: 1 }] });
    await runSaga(shop.app, { stock, warehouses, provider: () => provider }, told);
    const [row] = await rows(told);
    if (row === undefined) return expect.fail("nothing is planned");
    const { rows: people } = await shop.app.db.pool.query<{ person: string }>("SELECT person_id AS person FROM orders WHERE id = $1", [
      told,
    ]);
    const untold = await shop.placed({ lines: [{ gtin: BOOK, quantity: 1 }] });
    const waiting = async () =>
      (
        await shop.owner.query<{ payload: { warehouse: string; shipment: string }; attempts: number }>(
          `SELECT payload, max_attempts AS attempts FROM graphile_worker._private_jobs AS job
           JOIN graphile_worker._private_tasks AS task ON task.id = job.task_id WHERE task.identifier = 'orders:forget'`,
        )
      ).rows;
    expect(await waiting()).to.deep.equal([]);
    await inTx((ctx) => erasePerson(ctx, shop.app.personal, people[0]?.person ?? "", "operator"));
    const jobs = await waiting();
    expect(jobs.filter(({ payload }) => payload.shipment === row.id)).to.deep.equal([
      { payload: { shipment: row.id, warehouse: "alpha" }, attempts: 1_000 },
    ]);
    expect(await rows(untold)).to.deep.equal([]);
    expect(jobs).to.have.length(1);
    const forget = createOrders({ app: shop.app, stock, warehouses }).jobs?.["orders:forget"] ?? expect.fail("it is done");
    warehouses.silent.add("alpha");
    const failure = await forget(shop.app, jobs.find(({ payload }) => payload.shipment === row.id)?.payload).catch(
      (error: Error) => error.message,
    );
    expect(failure, "it comes again").to.equal("alpha does not answer");
    warehouses.silent.clear();
    for (const { payload } of jobs) await forget(shop.app, payload);
    expect(warehouses.forgotten).to.include(`alpha ${row.id}`);
    expect(new Set(warehouses.forgotten).size).to.equal(jobs.length);
  });
});
