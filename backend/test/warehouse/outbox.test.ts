import type { RangesAnswer } from "@waybill/protocol/schemas/warehouse/inventory";
import { inventoryTree } from "@waybill/protocol/warehouse/inventory-tree";
import { expect } from "chai";
import { seeded } from "../support/seeded.ts";
import { waitFor } from "../support/wait-for.ts";
import { BOOK, startWarehouseWorld, type Answer, type WarehouseWorld } from "../support/warehouse/world.ts";
import { registrationPause, retryPause } from "../../src/warehouse/shop/pauses.ts";

describe("what a warehouse tells the shop", function () {
  this.timeout(240_000);
  let world: WarehouseWorld;
  before(async () => {
    world = await startWarehouseWorld();
    await world.hands.bin("a-01");
    await world.hands.bin("a-02");
  });
  after(() => world.stop());
  afterEach(() => {
    world.shop.trouble = () => undefined;
  });

  const onHand = async () => {
    const { body } = await world.asShop.get<{ sequence: number; items: { gtin: string; lot: string; onHand: number }[] }>("/inventory");
    return body;
  };

  it("comes once and in its order, from a shop that fails, forgets its answers or says nothing at random", async () => {
    const random = seeded(7);
    let troubles = 0;
    world.shop.trouble = () => {
      const chance = random.next();
      if (chance > 0.5) return undefined;
      troubles++;
      return chance > 0.25 ? "cut" : 503;
    };
    await Promise.all(
      Array.from({ length: 30 }, (_, index) => world.hands.receive(index % 2 === 0 ? "a-01" : "a-02", 1, { lot: `O${index % 3}` })),
    );
    await waitFor("half of them", () => (world.shop.messages.length >= 15 ? true : undefined));
    world.shop.trouble = () => undefined;
    await waitFor("all of them", () => (world.shop.messages.length === 30 ? true : undefined));
    expect(troubles).to.be.greaterThan(0);
    expect(world.shop.messages.map(({ sequence }) => sequence)).to.deep.equal(world.shop.messages.map((_, index) => index + 1));
    // Each tells how many there are after all that was told before.
    const counts = new Map<string, number>();
    for (const message of world.shop.of("stock")) {
      const lot = message.lot ?? "";
      counts.set(lot, (counts.get(lot) ?? 0) + 1);
      expect(message.onHand, lot).to.equal(counts.get(lot));
    }
  });

  it("is what GET /inventory says as of that message, page by page", async () => {
    const all = await onHand();
    await waitFor("the last message", () => (world.shop.messages.length === all.sequence ? true : undefined));
    const told = new Map(world.shop.of("stock").map(({ gtin, lot, onHand: n }) => [`${gtin} ${lot}`, n]));
    expect(Object.fromEntries(all.items.map(({ gtin, lot, onHand: n }) => [`${gtin} ${lot}`, n]))).to.deep.equal(Object.fromEntries(told));
    const pages: unknown[] = [];
    for (let next: string | null = ""; next !== null;) {
      const path: string = `/inventory?limit=1${next === "" ? "" : `&after=${next}`}`;
      const page: Answer<{ items: unknown[]; next: string | null }> = await world.asShop.get(path);
      expect(page.body.items.length).to.be.at.most(1);
      pages.push(...page.body.items);
      next = page.body.next;
    }
    expect(pages).to.deep.equal(all.items);
  });

  it("is what the tree of POST /inventory/ranges says, also after the next change", async () => {
    for (const lot of ["O0", "T1"]) {
      await world.hands.receive("a-01", 1, { lot });
      const { sequence, items } = await onHand();
      const { body } = await world.asShop.send<RangesAnswer>("POST", "/inventory/ranges", { prefixes: ["", "0"] });
      expect(body.sequence).to.equal(sequence);
      const tree = inventoryTree(items.map((item) => ({ ...item, expiry: null })));
      expect(body.ranges).to.deep.equal(["", "0"].map((prefix) => ({ prefix, ...tree.below(prefix) })));
      expect(body.ranges[0]?.items?.length, "few are answered as they are").to.equal(items.length);
    }
  });

  it("is told again from the beginning to a shop that has forgotten everything, after the warehouse has registered again", async () => {
    const { sequence: before } = await onHand();
    await waitFor("the last message", () => (world.shop.messages.length === before ? true : undefined));
    const registrations = world.shop.registrations.length;
    world.shop.forget();
    await world.hands.receive("a-01", 1, { lot: "NEW" });
    await waitFor("all of it", () => (world.shop.messages.length === before + 1 ? true : undefined));
    expect(world.shop.registrations.length).to.be.greaterThan(registrations);
    expect(new Set(world.shop.registrations.map(({ instance }) => instance)).size).to.equal(1);
  });

  it("begins anew as another instance when the shop has taken more than this database knows of", async () => {
    const [{ instance } = { instance: "" }] = world.shop.registrations.slice(-1);
    await waitFor("its note", async () => {
      const { rows } = await world.warehouse.app.db.pool.query<{ isNoted: boolean }>(
        `SELECT taken = sequence AS "isNoted" FROM warehouse_state`,
      );
      return rows[0]?.isNoted ? true : undefined;
    });
    // As a backup of an hour ago would have it.
    await world.warehouse.app.db.pool.query("DELETE FROM messages WHERE sequence > 5");
    await world.warehouse.app.db.pool.query("UPDATE warehouse_state SET sequence = 5, taken = 5");
    let isRefused = false;
    world.shop.trouble = (path) => {
      if (!path.endsWith("/messages") || isRefused) return undefined;
      isRefused = true;
      return 409;
    };
    await world.hands.receive("a-01", 1, { lot: "LATER", gtin: BOOK });
    await waitFor("the other instance", () => (world.shop.registrations.at(-1)?.instance !== instance ? true : undefined));
    await waitFor("what it tells", () => (world.shop.messages.length === 6 ? true : undefined));
  });

  it("is waited for: five seconds ten times, then longer and longer, five minutes at most, and never by all at once", () => {
    const most = { bytes: (length: number) => new Uint8Array(length) };
    const least = { bytes: (length: number) => new Uint8Array(length).fill(255) };
    const pauses = Array.from({ length: 30 }, (_, index) => registrationPause(index + 1, most));
    expect(pauses.slice(0, 10)).to.deep.equal(Array(10).fill(5_000));
    expect(pauses.slice(10, 15)).to.deep.equal([10_000, 20_000, 40_000, 80_000, 160_000]);
    expect(new Set(pauses.slice(15))).to.deep.equal(new Set([300_000]));
    expect(registrationPause(30, least)).to.equal(225_000);
    expect([1, 2, 3, 40].map((failures) => retryPause(failures, most))).to.deep.equal([1_000, 2_000, 4_000, 300_000]);
  });
});
