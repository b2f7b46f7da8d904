import { expect } from "chai";
import { createLines } from "../../src/modules/warehouses/line/lines.ts";
import { compareWarehouse } from "../../src/modules/warehouses/reconcile/compare-warehouse.ts";
import { createCopyTrees } from "../../src/modules/warehouses/reconcile/copy-trees.ts";
import type { ComparisonView } from "@waybill/protocol/schemas/api/warehouses";
import { armFaults } from "../../src/platform/faults.ts";
import type { FakeWarehouseServer } from "../support/fake-warehouse-server.ts";
import { expectProblem } from "../support/problem.ts";
import { APPLE, BOOK, startWarehousesShop, type WarehousesShop } from "../support/warehouses-shop.ts";

const LOT = { gtin: BOOK, lot: "L1", expiry: null };
const stock = (onHand: number, of: { gtin: string; lot: string | null; expiry: string | null } = LOT) =>
  ({ kind: "stock", ...of, onHand, cause: "counted" }) as const;
const shipped = { kind: "shipped", shipment: "F1", fence: 1, carrier: null, tracking: null } as const;

describe("comparing what a warehouse has with what the shop believes", () => {
  let shop: WarehousesShop;
  let warehouse: FakeWarehouseServer;
  before(async function () {
    this.timeout(120_000);
    shop = await startWarehousesShop();
  });
  after(() => shop.stop());
  let number = 0;
  beforeEach(async () => {
    shop.shipments.heard.length = 0;
    warehouse = await shop.warehouse(`alpha-${++number}`);
  });
  afterEach(() => armFaults(null));

  /** Puts goods on its shelf, and tells of them. */
  const receive = async (onHand: number) => {
    warehouse.shelf.set("book", { ...LOT, onHand });
    expect((await warehouse.tell(stock(onHand))).status).to.equal(200);
  };
  const onShelf = (onHand: number) => void warehouse.shelf.set("book", { ...LOT, onHand });
  const compare = async (): Promise<ComparisonView> => {
    const answer = await shop.post(`/api/warehouses/${warehouse.id}/comparison`);
    expect(answer.status, answer.text).to.equal(200);
    return answer.json<ComparisonView>();
  };
  const copied = async () => {
    const { items } = (await shop.get(`/api/warehouses/${warehouse.id}/stock?gtin=${BOOK}`)).json<{ items: { onHand: number }[] }>();
    return items.map(({ onHand }) => onHand);
  };
  const ledger = () => shop.balances(BOOK, warehouse.id);

  it("finds nothing where both say the same, by one question", async () => {
    await receive(5);
    expect(await compare()).to.deep.equal({ differences: 0, repaired: 0, conflicts: 0, questions: 1, isLate: false });
    expect((await shop.view(warehouse.id)).lastSynced).to.be.a("string");
  });

  it("puts right the copy and the ledger, upwards, downwards, and where one side knows nothing", async () => {
    await receive(5);
    for (const onHand of [7, 3, 0, 2]) {
      onShelf(onHand);
      expect(await compare()).to.deep.equal({ differences: 1, repaired: 1, conflicts: 0, questions: 1, isLate: false });
      expect([await copied(), await ledger()]).to.deep.equal([[onHand], { L1: `${onHand}/0` }]);
    }
    warehouse.shelf.set("apples", { gtin: APPLE, lot: null, expiry: "2999-01-31", onHand: 9 });
    await compare();
    expect(await shop.balances(APPLE, warehouse.id)).to.deep.equal({ "": "9/0" });
  });

  it("puts the ledger right when only that was changed", async () => {
    await receive(5);
    await shop.ledger({ kind: "adjust", key: `by hand ${warehouse.id}`, warehouse: warehouse.id, ...LOT, counted: 8 });
    await shop.ledger({ kind: "receive", key: `received ${warehouse.id}`, warehouse: warehouse.id, ...LOT, lot: "L2", quantity: 1 });
    expect(await compare()).to.include({ differences: 0, repaired: 2 });
    expect(await ledger()).to.deep.equal({ L1: "5/0", L2: "0/0" });
    expect(await compare()).to.include({ repaired: 0 });
  });

  it("leaves alone what messages on their way will explain", async () => {
    await receive(5);
    const late = warehouse.write(stock(4));
    onShelf(4);
    expect(await compare()).to.include({ differences: 1, repaired: 0, isLate: true });
    expect([await copied(), await ledger()]).to.deep.equal([[5], { L1: "5/0" }]);
    expect((await shop.view(warehouse.id)).lastSynced).to.equal(null);
    await warehouse.send(late);
    expect(await compare()).to.include({ differences: 0, repaired: 0, isLate: false });
    expect(await ledger()).to.deep.equal({ L1: "4/0" });
  });

  it("does not put back what was told after the warehouse had answered", async () => {
    await receive(5);
    await warehouse.tell(stock(4));
    // As it stood before that message.
    warehouse.sequence = 1;
    expect(await compare()).to.include({ differences: 1, repaired: 0 });
    expect([await copied(), await ledger()]).to.deep.equal([[4], { L1: "4/0" }]);
  });

  it("does not bring goods back that have left, between the message that they have and the one of what is left", async () => {
    await receive(5);
    await shop.ledger(
      { kind: "reserve", key: `order:${warehouse.id}`, lines: [{ gtin: BOOK, quantity: 2, warehouse: warehouse.id }] },
      {
        ...{ kind: "ship", key: `shipment:${warehouse.id}`, reservation: `order:${warehouse.id}` },
        parts: [{ ...LOT, warehouse: warehouse.id, quantity: 2 }],
      },
    );
    const [left, rest] = warehouse.write(shipped, stock(3));
    if (!left || !rest) throw new Error("two were written");
    await warehouse.send([left]);
    for (const [sequence, onHand] of [
      [1, 5],
      [3, 3],
    ] as const) {
      warehouse.sequence = sequence;
      onShelf(onHand);
      expect(await compare(), `after ${sequence}`).to.include({ isLate: true });
      expect(await ledger()).to.deep.equal({ L1: "3/0" });
    }
    await warehouse.send([rest]);
    expect(await compare()).to.include({ differences: 0, repaired: 0, isLate: false });
    expect(await ledger()).to.deep.equal({ L1: "3/0" });
  });

  it("that finds fewer than are reserved is a conflict, told once, until both sides agree", async () => {
    await receive(5);
    await shop.ledger({ kind: "reserve", key: `order:${warehouse.id}`, lines: [{ gtin: BOOK, quantity: 4, warehouse: warehouse.id }] });
    onShelf(1);
    expect(await compare()).to.include({ differences: 1, conflicts: 1 });
    expect(await ledger()).to.deep.equal({ L1: "4/4" });
    expect(await compare()).to.include({ differences: 0, conflicts: 1, repaired: 0 });
    expect(shop.shipments.heard).to.deep.equal([`${warehouse.id} lacks 3 of ${BOOK}`]);
    await shop.ledger({ kind: "release", key: `release:${warehouse.id}`, reservation: `order:${warehouse.id}` });
    expect(await compare()).to.include({ conflicts: 0, repaired: 1 });
    expect(await ledger()).to.deep.equal({ L1: "1/0" });
    expect((await shop.view(warehouse.id)).openConflicts).to.equal(0);
  });

  it("leaves nothing half done when the process dies in between", async () => {
    await receive(5);
    onShelf(3);
    armFaults("warehouses.before_repair:throw");
    expect((await shop.post(`/api/warehouses/${warehouse.id}/comparison`)).status).to.equal(500);
    expect([await copied(), await ledger()]).to.deep.equal([[5], { L1: "5/0" }]);
    armFaults(null);
    expect(await compare()).to.include({ repaired: 1 });
    expect([await copied(), await ledger()]).to.deep.equal([[3], { L1: "3/0" }]);
  });

  it("says so when the warehouse is away, or answers something else", async () => {
    for (const mood of ["dead", 500, 404] as const) {
      warehouse.mood = mood;
      expectProblem(await shop.post(`/api/warehouses/${warehouse.id}/comparison`), 503, "warehouses.unreachable");
    }
  });

  it("fetches thousands of lots of which the shop knows nothing, and then one that differs by few questions and bytes", async () => {
    for (let n = 0; n < 3_000; n++)
      warehouse.shelf.set(`lot ${n}`, { gtin: n % 2 ? BOOK : APPLE, lot: `L${n}`, expiry: null, onHand: 1 + (n % 5) });
    const parts = { lines: createLines(shop.app), listener: shop.shipments, copies: createCopyTrees() };
    const compareAll = () => compareWarehouse(shop.app, parts, warehouse.id);
    expect(await compareAll()).to.include({ differences: 3_000, repaired: 3_000 });
    warehouse.shelf.set("lot 17", { gtin: BOOK, lot: "L17", expiry: null, onHand: 99 });
    const { bytes, ...found } = await compareAll();
    expect(found).to.include({ differences: 1, repaired: 1 });
    expect(found.questions).to.be.at.most(4);
    expect(bytes).to.be.lessThan(JSON.stringify([...warehouse.shelf.values()]).length / 20);
    expect((await shop.balances(BOOK, warehouse.id))["L17"]).to.equal("99/0");
  }).timeout(60_000);
});
