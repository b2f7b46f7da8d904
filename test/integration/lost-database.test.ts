import { expect } from "chai";
import { startShopAndWarehouses, type ShopAndWarehouses } from "../../backend/test/support/shop-and-warehouses.ts";
import { BOOK } from "../../backend/test/support/shop.ts";
import { waitFor } from "../../backend/test/support/wait-for.ts";

const ARTICLE = { title: "The Long Field", kind: "book", price: { minor: 1190, currency: "EUR" }, taxClass: "books" };
const TERMS = { shipping: [{ minor: 490, currency: "EUR" }], rates: { standard: 1900, reduced: 700, books: 700, zero: 0 } };

describe("a warehouse that has lost its database", function () {
  this.timeout(60_000);
  let all: ShopAndWarehouses;
  before(async () => {
    // Nobody asks for its health, so that it is not taken for dead before its new database comes forward.
    all = await startShopAndWarehouses({ WAREHOUSE_HEALTH_SECONDS: "3600", WAREHOUSE_RECONCILE_SECONDS: "2" });
    await all.startShop();
    await Promise.all([all.alpha.start(), all.beta.start()]);
    await all.admin("PUT", `/api/articles/${BOOK}`, ARTICLE);
    await all.admin("PUT", "/api/delivery-terms/DE", TERMS);
    for (const id of ["alpha", "beta"] as const) {
      await all[id].hands.bin("a-01");
      await all[id].hands.receive("a-01", 5, { lot: null });
      await waitFor(`the goods of ${id}`, async () =>
        (await all.stock(id).catch(() => undefined))?.ledger.onHand === 5 ? true : undefined,
      );
    }
  });
  after(() => all.stop());

  it("has the order that it was told of sent from elsewhere, once an admin has accepted the database that it has now", async () => {
    const order = await all.place(1);
    const first = await all.instructedOf(order, "alpha");
    await all.alpha.kill();
    await all.alpha.loseDatabase();
    await all.alpha.start();
    const instance = await waitFor("another database", async () => (await all.view("alpha")).otherInstance ?? undefined);
    expect((await all.order(order)).fulfilments.map(({ id, state }) => [id, state])).to.deep.equal([[first.id, "instructed"]]);
    await all.admin("POST", "/api/warehouses/alpha/instance", { instance });
    const { id } = await all.instructedOf(order, "beta");
    const { hands } = all.beta;
    await hands.pickAll(id);
    await hands.pack(id);
    await hands.until(id, "loadable");
    await hands.ship(id);
    const { fulfilments } = await all.orderThat(order, "closed", ({ state }) => state === "closed");
    const ends = new Map(fulfilments.map((one) => [one.id, [one.warehouse, one.state, one.endedFor]]));
    expect([ends.get(first.id), ends.get(id)]).to.deep.equal([
      ["alpha", "cancelled", "lost"],
      ["beta", "shipped", null],
    ]);
  });
});
