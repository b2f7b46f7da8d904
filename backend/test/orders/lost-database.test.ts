import { expect } from "chai";
import type { FulfilmentRow } from "../../src/modules/orders/fulfilment/fulfilment.store.ts";
import { followUp } from "../../src/modules/orders/saga/follow-up.ts";
import type { Partners } from "../../src/modules/orders/saga/steps.ts";
import type { FakeWarehouses } from "../support/fake-warehouses.ts";
import { ordersAtWarehouses } from "../support/orders/at-warehouses.ts";
import { expectProblem } from "../support/problem.ts";
import { BOOK, type Shop } from "../support/shop.ts";

describe("orders at a warehouse that has lost its database", () => {
  const at = ordersAtWarehouses();
  const { count, run, inTx, rows, standing, says, packs, cancel, instructed, expectSettled, lose, workOff } = at;
  let shop: Shop;
  let warehouses: FakeWarehouses;
  let partners: Partners;
  before(() => void ({ shop, warehouses, partners } = at.parts()));

  it("go elsewhere when their warehouse has lost its database, as if it had died, and what is packed there for them is not let go", async () => {
    for (const warehouse of ["alpha", "beta"]) await count(warehouse, BOOK, 5);
    const id = await instructed([{ gtin: BOOK, quantity: 2 }]);
    const [row] = await rows(id);
    if (row === undefined) return expect.fail("alpha was told");
    const { packed } = says(row);
    await shop.app.db.pool.query("DELETE FROM graphile_worker._private_jobs");
    await lose("alpha");
    const { rows: jobs } = await shop.app.db.pool.query("SELECT key FROM graphile_worker.jobs");
    expect(jobs, "its order goes on").to.deep.include({ key: `order:${id}` });
    expect(await inTx((ctx) => packed(ctx)), "packed before the order has gone on").to.equal("stale");
    // The job may be lost as well: whoever looks after orders that stand still finds it.
    await shop.app.db.pool.query("DELETE FROM graphile_worker._private_jobs");
    await shop.owner.query("UPDATE orders SET moved_at = moved_at - interval '2 minutes' WHERE id = $1", [id]);
    await followUp(shop.app, partners);
    expect((await shop.app.db.pool.query("SELECT key FROM graphile_worker.jobs")).rows).to.deep.include({ key: `order:${id}` });
    await run(id);
    expect(await standing(id)).to.deep.equal(["alpha cancelled lacking", "alpha cancelled lost", "beta instructed"]);
    await followUp(shop.app, partners);
    expect(warehouses.shipments.get(`alpha ${row.id}`), "nothing of it is to be packed there").to.deep.include({
      answer: "withdrawn",
      fence: 2,
    });
    await workOff(id);
    await run(id);
    await expectSettled(id, [2, 0]);
  });

  const clearUp = (id: string, { id: part }: FulfilmentRow, hasLeft: boolean) =>
    shop.request("POST", `/api/orders/${id}/fulfilments/${part}/clear-up`, {
      ...{ token: shop.admin, headers: { "Idempotency-Key": `${part}-${hasLeft}` }, body: { hasLeft } },
    });
  /** Packed and let go, when the database that knew of it was lost. */
  async function lostOnItsWay(): Promise<{ id: string; row: FulfilmentRow }> {
    for (const warehouse of ["alpha", "beta"]) await count(warehouse, BOOK, 5);
    warehouses.shelves.clear();
    const id = await instructed([{ gtin: BOOK, quantity: 2 }]);
    const [row] = await rows(id);
    if (row === undefined) return expect.fail("alpha was told");
    expectProblem(await clearUp(id, row, true), 409, "orders.not-now");
    expect(await packs(row)).to.equal("go");
    await lose("alpha");
    await run(id);
    expect((await shop.order(id)).waitsFor).to.match(/^alpha had packed a part of it and has another database since: somebody of the shop/);
    expect(await standing(id)).to.deep.equal(["alpha instructed"]);
    return { id, row };
  }

  it("wait for somebody who says whether it left, where a database was lost that was let go of them: then they are paid, or go elsewhere", async () => {
    const gone = await lostOnItsWay();
    expect((await clearUp(gone.id, gone.row, true)).status).to.equal(202);
    const again = await clearUp(gone.id, gone.row, true);
    expect([again.status, again.headers.get("idempotency-replayed")], "the same request").to.deep.equal([202, "true"]);
    await run(gone.id);
    await expectSettled(gone.id, [2, 0]);

    const kept = await lostOnItsWay();
    expect((await clearUp(kept.id, kept.row, false)).status).to.equal(202);
    await run(kept.id);
    expect(await standing(kept.id)).to.deep.equal(["alpha cancelled lacking", "alpha cancelled lost", "beta instructed"]);
    expectProblem(await clearUp(kept.id, kept.row, true), 409, "orders.not-now");
    await workOff(kept.id);
    await run(kept.id);
    await expectSettled(kept.id, [2, 0]);
  });

  it("are not called off over goods that may have left when a database was lost, before somebody says so", async () => {
    for (const hasLeft of [true, false]) {
      const { id, row } = await lostOnItsWay();
      await cancel(id);
      await run(id);
      expect([(await shop.order(id)).state, await standing(id)]).to.deep.equal(["withdrawing", ["alpha instructed"]]);
      expect((await shop.order(id)).waitsFor).to.match(/find out whether that part has left$/);
      expect((await clearUp(id, row, hasLeft)).status).to.equal(202);
      await run(id);
      await expectSettled(id, hasLeft ? [2, 0] : [0, 0], hasLeft ? "closed" : "cancelled");
    }
  });
});
