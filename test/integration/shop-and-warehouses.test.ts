import { expect } from "chai";
import { startShopAndWarehouses, type ShopAndWarehouses } from "../../backend/test/support/shop-and-warehouses.ts";
import { BOOK } from "../../backend/test/support/shop.ts";
import { waitFor } from "../../backend/test/support/wait-for.ts";

/** What the shop sells, and where to. */
const ARTICLE = { title: "The Long Field", kind: "book", price: { minor: 1190, currency: "EUR" }, taxClass: "books" };
const TERMS = { shipping: [{ minor: 490, currency: "EUR" }], rates: { standard: 1900, reduced: 700, books: 700, zero: 0 } };

describe("a shop and two warehouses, as processes that meet over HTTP alone", function () {
  this.timeout(60_000);
  let all: ShopAndWarehouses;
  before(async () => {
    all = await startShopAndWarehouses({ WAREHOUSE_HEALTH_SECONDS: "1", WAREHOUSE_RECONCILE_SECONDS: "2" });
  });
  after(() => all.stop());

  /** The floor ships what it is told to, and the order says so. */
  async function ship(order: string, warehouse: "alpha" | "beta"): Promise<string> {
    const { id } = await all.instructedOf(order, warehouse);
    const { hands } = all[warehouse];
    await hands.pickAll(id);
    await hands.pack(id);
    await hands.until(id, "loadable");
    await hands.ship(id);
    await all.orderThat(order, "closed", ({ state }) => state === "closed");
    return id;
  }

  it("registration: a warehouse that comes before the shop asks again, and the shop learns of its goods as soon as it is there", async () => {
    await Promise.all([all.alpha.start(), all.beta.start()]);
    for (const warehouse of [all.alpha, all.beta]) {
      const failed = async () => ((await warehouse.report()).reason?.includes("failed") ? true : undefined);
      await waitFor("a try that failed", failed);
      await warehouse.hands.bin("a-01");
      await warehouse.hands.receive("a-01", 5, { lot: null });
    }
    await all.startShop();
    await all.admin("PUT", `/api/articles/${BOOK}`, ARTICLE);
    await all.admin("PUT", "/api/delivery-terms/DE", TERMS);
    for (const id of ["alpha", "beta"] as const) {
      await waitFor(`the registration of ${id}`, async () => ((await all[id].report()).state === "ok" ? true : undefined));
      const stock = await waitFor(`the goods of ${id}`, async () => {
        const item = await all.stock(id);
        return item?.ledger.onHand === 5 ? item : undefined;
      });
      expect(stock).to.deep.include({ onHand: 5, drift: 0, ledger: { onHand: 5, reserved: 0 } });
      expect((await all.view(id)).status).to.equal("HEALTHY");
    }
  });

  it("order placement: an order whose bank tells later is routed to the cheaper warehouse, packed, let go, shipped and paid for, and both sides count the same", async () => {
    const order = await all.place(2, "sandbox:duplicate");
    await all.orderThat(order, "paid by what the provider has posted", ({ payment }) => payment.state === "authorised");
    const id = await ship(order, "alpha");
    const { fulfilments, shipments, payment, transitions } = await all.order(order);
    expect(fulfilments.map((one) => [one.id, one.warehouse, one.state])).to.deep.equal([[id, "alpha", "shipped"]]);
    expect(shipments.map(({ parcels, carrier, tracking }) => [parcels.length, carrier, tracking])).to.deep.equal([[1, "Bike", "T1"]]);
    expect(payment.capturedMinor).to.equal(2 * 1190 + 490);
    const states = transitions.map(({ to }) => to);
    expect(states.filter((state) => ["authorised", "routed", "instructed", "shipped", "closed"].includes(state))).to.deep.equal([
      ...["authorised", "routed", "instructed", "shipped", "closed"],
    ]);
    await waitFor("the same count", async () => {
      const item = await all.stock("alpha");
      return item?.onHand === 3 && item.ledger.onHand === 3 && item.ledger.reserved === 0 ? true : undefined;
    });
  });

  it("reconciliation: what the shop believes wrongly is found at the next comparison and put right", async () => {
    const { lastSynced } = await all.view("alpha");
    await all.admin("POST", "/api/stock/receipts", { warehouse: "alpha", gtin: BOOK, quantity: 4, reference: "a mistake" });
    await waitFor("the mistake being put right", async () => {
      const item = await all.stock("alpha");
      return item?.ledger.onHand === 3 && item.drift === 0 ? true : undefined;
    });
    expect((await all.view("alpha")).lastSynced, "by a comparison").to.not.equal(lastSynced);
  });

  it("health: a warehouse that dies with an order in its hands is away after three misses; another one ships, and the first is told so as soon as it is back, and packs nothing", async () => {
    const order = await all.place(1);
    const first = await all.instructedOf(order, "alpha");
    await all.alpha.hands.pickAll(first.id);
    await all.alpha.kill();
    await waitFor("alpha being away", async () => ((await all.view("alpha")).status === "OFFLINE" ? true : undefined));
    await ship(order, "beta");

    await all.alpha.start();
    await waitFor("alpha being back", async () => ((await all.view("alpha")).status === "HEALTHY" ? true : undefined));
    await all.alpha.hands.until(first.id, "withdrawn");
    await waitFor("what it had picked being carried back", async () =>
      (await all.alpha.hands.tasks(first.id)).some(({ kind }) => kind === "unpack") ? true : undefined,
    );
    expect(await all.alpha.hands.pack(first.id).catch((error: Error) => error.message)).to.include("warehouse.not-yet");
    const { state, fulfilments, shipments, transitions } = await all.order(order);
    expect(state).to.equal("closed");
    expect(fulfilments.map(({ warehouse, state: its, endedFor }) => [warehouse, its, endedFor])).to.have.deep.members([
      ["alpha", "cancelled", "gone-away"],
      ["beta", "shipped", null],
    ]);
    expect(shipments).to.have.length(1);
    expect(transitions.filter(({ event }) => event === "reroute")).to.have.length(1);
    const became = (await all.admin<{ items: { became: string }[] }>("GET", "/api/warehouses/alpha/history")).items.map(
      (one) => one.became,
    );
    expect(became).to.include.members(["registered", "MISSED", "OFFLINE", "HEALTHY"]);
  });
});
