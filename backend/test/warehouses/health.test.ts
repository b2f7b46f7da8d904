import { expect } from "chai";
import { createLines } from "../../src/modules/warehouses/line/lines.ts";
import { checkHealth } from "../../src/modules/warehouses/health/check-health.ts";
import { limitSales } from "../../src/modules/warehouses/sales.ts";
import { availableNow } from "../../src/modules/stock/stock.queries.ts";
import { createWarehouses } from "../../src/modules/warehouses/create-warehouses.ts";
import { listWarehouses } from "../../src/modules/warehouses/warehouses.store.ts";
import { armFaults } from "../../src/platform/faults.ts";
import type { WarehouseChange } from "@waybill/protocol/schemas/api/warehouses";
import { randomUUID } from "node:crypto";
import type { FakeWarehouseServer } from "../support/fake-warehouse-server.ts";
import { waitFor } from "../support/wait-for.ts";
import { APPLE, BOOK, startWarehousesShop, type WarehousesShop } from "../support/warehouses-shop.ts";

describe("the health of warehouses", () => {
  let shop: WarehousesShop;
  before(async function () {
    this.timeout(120_000);
    shop = await startWarehousesShop();
  });
  after(() => shop.stop());
  afterEach(() => armFaults(null));
  let number = 0;
  let warehouse: FakeWarehouseServer;
  beforeEach(async () => {
    shop.shipments.heard.length = 0;
    warehouse = await shop.warehouse(`alpha-${++number}`);
  });

  const check = () => checkHealth(shop.app, { lines: createLines(shop.app), listener: shop.shipments }, warehouse);
  const status = async () => (await shop.view(warehouse.id)).status;
  const history = async () =>
    (await shop.get(`/api/warehouses/${warehouse.id}/history`))
      .json<{ items: WarehouseChange[] }>()
      .items.map(({ became }) => became)
      .reverse();

  it("is missed once and twice, away after the third time, and orders are told once", async () => {
    warehouse.mood = "dead";
    for (const expected of ["MISSED", "MISSED", "OFFLINE", "OFFLINE"]) {
      await check();
      expect(await status()).to.equal(expected);
    }
    expect(shop.shipments.heard).to.deep.equal([`${warehouse.id} gone`]);
    warehouse.mood = "well";
    for (let time = 0; time < 2; time++) await check();
    expect(shop.shipments.heard, "told once that it is back").to.deep.equal([`${warehouse.id} gone`, `${warehouse.id} back`]);
    expect(await shop.view(warehouse.id)).to.include({ status: "HEALTHY", misses: 0 });
    expect(await history()).to.deep.equal(["registered", "MISSED", "OFFLINE", "HEALTHY"]);
  });

  it("of one that comes and goes is missed, and never away", async () => {
    for (const mood of ["dead", "dead", "well", 503, "dead", "well"] as const) {
      warehouse.mood = mood;
      await check();
    }
    expect(shop.shipments.heard, "what it did not answer is asked again at once").to.deep.equal([
      `${warehouse.id} back`,
      `${warehouse.id} back`,
    ]);
    expect(await history()).to.deep.equal(["registered", "MISSED", "HEALTHY", "MISSED", "HEALTHY"]);
  });

  it("says nothing of its database that was said before another one came, or was accepted", async () => {
    const [known, lost] = [warehouse.instance, randomUUID()];
    /** The answer of the database that was known, on its way while something happens. */
    const answerMeanwhile = async (happens: () => Promise<void>) => {
      const asked = () => warehouse.asked.filter(({ path }) => path === "/health").length;
      const before = asked();
      warehouse.instance = known;
      warehouse.mood = "hold";
      const checked = check();
      await waitFor("a question that waits", () => (asked() > before ? true : undefined));
      await happens();
      warehouse.instance = known;
      warehouse.mood = "well";
      warehouse.letGo();
      await checked;
    };
    // The first question to a new warehouse comes by itself.
    await waitFor("the first question", () => (warehouse.asked.some(({ path }) => path === "/health") ? true : undefined));
    await answerMeanwhile(async () => {
      warehouse.instance = lost;
      expect((await warehouse.register()).status).to.equal(409);
    });
    expect(await shop.view(warehouse.id)).to.include({ instance: known, otherInstance: lost, openConflicts: 1 });
    await answerMeanwhile(async () => {
      const accepted = await shop.post(`/api/warehouses/${warehouse.id}/instance`, { instance: lost });
      expect(accepted.status, accepted.text).to.equal(200);
    });
    expect(await shop.view(warehouse.id)).to.include({ instance: lost, otherInstance: null, openConflicts: 0, status: "HEALTHY" });
    expect(await history()).to.deep.equal(["registered", "another", "accepted"]);
  });

  it("does not change without those being told who have to know, wherever the process dies", async () => {
    warehouse.mood = "dead";
    await check();
    await check();
    armFaults("warehouses.before_gone_away:throw");
    await check().catch(() => undefined);
    expect(await status()).to.equal("MISSED");
    armFaults(null);
    await check();
    expect(await status()).to.equal("OFFLINE");
    // The first was undone with its transaction.
    expect(shop.shipments.heard).to.deep.equal([`${warehouse.id} gone`, `${warehouse.id} gone`]);
  });

  it("is none where somebody else answers", async () => {
    const { url } = warehouse;
    const other = await shop.warehouse(`beta-${number}`);
    warehouse.url = other.url;
    await check();
    expect(await status()).to.equal("MISSED");
    warehouse.url = url;
  });

  it("tells of messages that wait there, and of another database", async () => {
    warehouse.write({ kind: "stock", gtin: BOOK, lot: null, expiry: null, onHand: 1, cause: "counted" });
    await check();
    expect((await shop.view(warehouse.id)).messages).to.deep.equal({ taken: 0, told: 1, lag: 1 });
    warehouse.instance = randomUUID();
    await check();
    expect(await shop.view(warehouse.id)).to.include({ otherInstance: warehouse.instance, openConflicts: 1 });
  });

  it("of one that comes back with another database brings nothing back, until that is accepted or it has its own again", async () => {
    const own = warehouse.instance;
    warehouse.mood = "dead";
    for (let miss = 0; miss < 3; miss++) await check();
    [warehouse.mood, warehouse.instance] = ["well", randomUUID()];
    await check();
    expect(await status()).to.equal("HEALTHY");
    // Of others, which tests before have left as they were, something may be heard meanwhile.
    const heard = () => shop.shipments.heard.filter((line) => line.startsWith(`${warehouse.id} `));
    expect(heard()).to.deep.equal([`${warehouse.id} gone`]);
    warehouse.instance = own;
    await check();
    expect(heard()).to.deep.equal([`${warehouse.id} gone`, `${warehouse.id} back`]);
    warehouse.instance = randomUUID();
    await check();
    expect((await shop.post(`/api/warehouses/${warehouse.id}/instance`, { instance: warehouse.instance })).status).to.equal(200);
    expect(heard().slice(2)).to.deep.equal([`${warehouse.id} lost`, `${warehouse.id} back`]);
  });

  it("decides where orders may go", async () => {
    const { port } = createWarehouses({
      app: { ...shop.app, metrics: { ...shop.app.metrics, registry: new (await import("prom-client")).Registry() } },
      listener: shop.shipments,
    });
    const tx = shop.app.db.dataSource.manager;
    const seen = async () => {
      const { isAway, isPaused, terms } = (await port.list({ tx })).find(({ id }) => id === warehouse.id) ?? {};
      return { isAway, isPaused, fee: terms?.minorPerShipment };
    };
    expect(await seen()).to.deep.equal({ isAway: false, isPaused: false, fee: 400 });
    await shop.post(`/api/warehouses/${warehouse.id}/pause`);
    warehouse.mood = "dead";
    for (let miss = 0; miss < 3; miss++) await check();
    expect(await seen()).to.deep.equal({ isAway: true, isPaused: true, fee: 400 });
  });

  describe("decides for how long the stock is sold of one", () => {
    const tx = () => shop.app.db.dataSource.manager;
    const left = async () => (await availableNow({ tx: tx(), clock: shop.app.clock }, [APPLE])).get(APPLE) ?? 0;
    const after = (hours: number) =>
      limitSales({ ...shop.app, clock: { now: () => new Date(shop.app.clock.now().getTime() + hours * 3_600_000) } });
    const isSoldAgain = () =>
      waitFor("its stock being sold", async () => ((await shop.view(warehouse.id)).unsoldSince === null ? true : undefined));
    beforeEach(async () => {
      warehouse.shelf.set("apples", { gtin: APPLE, lot: "L1", expiry: null, onHand: 4 });
      await warehouse.tell({ kind: "stock", gtin: APPLE, lot: "L1", expiry: null, onHand: 4, cause: "counted" });
    });
    afterEach(() => warehouse.tell({ kind: "stock", gtin: APPLE, lot: "L1", expiry: null, onHand: 0, cause: "counted" }));

    it("that is away: for a day, and again as soon as it is back and was compared", async () => {
      warehouse.mood = "dead";
      for (let miss = 0; miss < 3; miss++) await check();
      await after(0);
      expect((await shop.view(warehouse.id)).soldUntil).to.be.a("string");
      await after(23);
      expect([await left(), (await shop.view(warehouse.id)).unsoldSince]).to.deep.equal([4, null]);
      await after(25);
      expect([await left(), (await shop.view(warehouse.id)).soldUntil]).to.deep.equal([0, null]);
      const { items } = (await shop.get(`/api/stock/balances?gtin=${APPLE}&warehouse=${warehouse.id}`)).json<{ items: object[] }>();
      expect(items[0]).to.include({ onHand: 4, available: 0, isSold: false });
      warehouse.mood = "well";
      await check();
      await isSoldAgain();
      expect(await left()).to.equal(4);
      expect(await history()).to.deep.equal(["registered", "MISSED", "OFFLINE", "unsold", "HEALTHY", "sold"]);
    });

    it("that is paused: for a day, whatever it answers, and again as soon as it is resumed and was compared", async () => {
      await shop.post(`/api/warehouses/${warehouse.id}/pause`);
      await after(0);
      await after(25);
      expect((await shop.post(`/api/warehouses/${warehouse.id}/comparison`)).status).to.equal(200);
      expect(await left()).to.equal(0);
      await shop.post(`/api/warehouses/${warehouse.id}/resume`);
      await isSoldAgain();
      expect(await left()).to.equal(4);
    });
  });

  it("can be read from metrics", async () => {
    const { text } = await shop.request("GET", "/metrics");
    const counts = Map.groupBy(await listWarehouses({ tx: shop.app.db.dataSource.manager }), (one) => one.status);
    expect(text).to.include(`waybill_warehouses{status="HEALTHY"} ${counts.get("HEALTHY")?.length ?? 0}`);
    expect(text).to.include(`waybill_warehouses{status="OFFLINE"} ${counts.get("OFFLINE")?.length ?? 0}`);
    expect(text).to.match(/waybill_warehouse_compared_seconds \d+/);
  });

  describe("is asked for every second here, so that", () => {
    let watched: WarehousesShop;
    before(async function () {
      this.timeout(120_000);
      watched = await startWarehousesShop({ WAREHOUSE_HEALTH_SECONDS: "1" });
    });
    after(() => watched.stop());

    it("one that is silent keeps nobody waiting, one that is dead is away, and all that it has is compared when it is back", async () => {
      const [alpha, beta, gamma] = [await watched.warehouse("alpha"), await watched.warehouse("beta"), await watched.warehouse("gamma")];
      const is = (id: string, wanted: string) =>
        waitFor(`${id} to be ${wanted}`, async () => ((await watched.view(id)).status === wanted ? true : undefined));
      beta.mood = "silent";
      alpha.mood = "dead";
      await is("alpha", "OFFLINE");
      expect(gamma.asked.filter(({ path }) => path === "/health").length).to.be.greaterThan(0);
      expect((await watched.view("gamma")).status).to.equal("HEALTHY");
      expect(watched.shipments.heard).to.include("alpha gone");
      alpha.shelf.set("book", { gtin: BOOK, lot: "L1", expiry: null, onHand: 4 });
      alpha.mood = "well";
      await is("alpha", "HEALTHY");
      const copied = await waitFor("what it has", async () => {
        const { items } = (await watched.get("/api/warehouses/alpha/stock")).json<{ items: { onHand: number; drift: number }[] }>();
        return items[0];
      });
      expect(copied).to.include({ onHand: 4, drift: 0 });
      expect(await watched.balances(BOOK)).to.deep.equal({ L1: "4/0" });
      expect((await watched.view("alpha")).lastSynced).to.be.a("string");
      beta.mood = "well";
    }).timeout(120_000);

    it("a comparison that failed is tried again soon, and not when its next turn would be", async () => {
      const delta = await watched.warehouse("delta", { isRegistered: false });
      delta.shelf.set("book", { gtin: BOOK, lot: "L1", expiry: null, onHand: 6 });
      delta.broken.add("/inventory/ranges");
      await delta.register();
      const comparisons = () => delta.asked.filter(({ path }) => path === "/inventory/ranges").length;
      await waitFor("a comparison that fails", () => (comparisons() > 0 ? true : undefined));
      delta.broken.clear();
      await waitFor("what it has", async () => {
        watched.pass(31);
        return (await watched.balances(BOOK, "delta"))["L1"] === "6/0" ? true : undefined;
      });
    }).timeout(120_000);
  });
});
