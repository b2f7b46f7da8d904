import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import fc from "fast-check";
import {
  FULFILMENT,
  stateAfter,
  type FulfilmentOrder,
  type FulfilmentState,
  type FulfilmentVerb,
  type Goods,
  type Refusal,
} from "../../../src/modules/orders/fulfilment/fulfilment.domain.ts";
import { follow, hold, merge, move, planned, split } from "../../../src/modules/orders/fulfilment/verbs.domain.ts";
import { routeOrder } from "../../../src/modules/orders/routing/route-order.ts";
import { seeded, type Seeded } from "../../support/seeded.ts";
import { generatedOrder } from "../routing/generated-demand.ts";

const STATES = Object.keys(FULFILMENT) as FulfilmentState[];
const VERBS: FulfilmentVerb[] = [
  ...(["split", "move", "merge", "absorb", "hold", "release", "instruct", "withdraw", "ship", "lack", "abandon"] as const),
];
const SOURCES = fileURLToPath(new URL("../../../src/", import.meta.url));

const goods = (line: number, quantity: number, lot: string | null = "A"): Goods => ({
  ...{ line, gtin: `0000000000000${line}`, lot, expiry: lot && "2027-01-01", quantity },
});
const order = (state: FulfilmentState, of: readonly Goods[] = [goods(1, 3), goods(2, 2)]): FulfilmentOrder => ({
  ...{ id: "first", order: "order", warehouse: "alpha", state, heldFor: state === "held" ? "a wish" : null, goods: of },
});

describe("fulfilment orders", () => {
  const allowed: Record<FulfilmentState, Partial<Record<FulfilmentVerb, FulfilmentState>>> = {
    open: {
      ...{ split: "open", move: "open", merge: "open", absorb: "cancelled", hold: "held", instruct: "instructed" },
      ...{ lack: "cancelled", abandon: "cancelled" },
    },
    held: { split: "held", move: "held", release: "open", abandon: "cancelled" },
    instructed: { split: "instructed", withdraw: "open", ship: "shipped", lack: "cancelled", abandon: "cancelled" },
    shipped: {},
    cancelled: {},
  };
  for (const state of STATES) {
    for (const verb of VERBS) {
      const after = allowed[state][verb];
      it(`${state}: ${verb} ${after === undefined ? "is refused" : `leads to ${after}`}`, () => {
        const outcome = done(order(state), verb);
        if (after === undefined) expect(() => stateAfter(state, [verb])).to.throw(`what is ${state} has no verb ${verb}`);
        else expect(stateAfter(state, [verb])).to.equal(after);
        if (after === undefined) expect(outcome).to.deep.equal({ refused: "state", state, verb });
        else expect([outcome].flat()).to.satisfy((all: FulfilmentOrder[]) => all.every((one) => one.state === after));
      });
    }
  }

  it("are written by their store alone, which writes their state where verbs change it, and where they are made", () => {
    const writing = readdirSync(SOURCES, { recursive: true, encoding: "utf8" }).flatMap((path) => {
      if (!path.endsWith(".ts") || /(^|\/)migrations\//.test(path)) return [];
      return /\b(UPDATE|INSERT INTO|DELETE FROM)\s+fulfilment_orders\b/i.test(readFileSync(join(SOURCES, path), "utf8")) ? [path] : [];
    });
    const store = "modules/orders/fulfilment/fulfilment.store.ts";
    expect(writing).to.deep.equal([store]);
    const text = readFileSync(join(SOURCES, store), "utf8");
    const writes = [...text.matchAll(/(?:UPDATE|INSERT INTO)\s+fulfilment_orders\b(?:(?! WHERE |VALUES)[^])*/g)].map(([sql]) => sql);
    expect(writes).to.have.length(4);
    expect(writes.filter((sql) => /\bstate\b/.test(sql)).map((sql) => sql.slice(0, 6))).to.deep.equal(["INSERT", "UPDATE"]);
    expect(text.match(/, \{ state \}\);/g), "what verbs lead to").to.have.length(1);
  });

  it("are one for each shipment of a plan, with all of its goods", async () => {
    const plan = await routeOrder(generatedOrder(seeded(5), { warehouses: 4, lines: 6 }));
    const orders = planned("order", plan, ["a", "b", "c"]);
    expect(orders.map(({ warehouse }) => warehouse)).to.deep.equal(plan.shipments.map(({ warehouse }) => warehouse));
    expect(orders.flatMap(({ warehouse, goods: of }) => of.map((one) => ({ ...one, warehouse })))).to.have.deep.members([
      ...plan.assignments,
    ]);
    expect(() => planned("order", plan, ["a"])).to.throw(RangeError);
  });

  it("give up only a part that they have, and not all of it", () => {
    for (const part of [
      [],
      [goods(1, 4)],
      [goods(1, 0)],
      [goods(1, 0.5)],
      [goods(1, 1, "B")],
      [goods(3, 1)],
      [goods(1, 2), goods(1, 2)],
      order("open").goods,
    ]) {
      expect(split(order("open"), part, "second")).to.deep.equal({ refused: "part" });
    }
    expect(split(order("held"), [goods(1, 1), goods(1, 1)], "second")).to.deep.equal([
      { ...order("held"), goods: [goods(1, 1), goods(2, 2)] },
      { ...order("held"), id: "second", goods: [goods(1, 2)] },
    ]);
  });

  it("move with as much of every line, in other lots", () => {
    const there = [goods(1, 1, "C"), goods(1, 2, null), goods(2, 2, "C")];
    expect(move(order("open"), "beta", there)).to.deep.equal({ ...order("open"), warehouse: "beta", goods: there });
    expect(move(order("open"), "beta", there.slice(1))).to.deep.equal({ refused: "quantities" });
    expect(move(order("open"), "beta", [...there, goods(3, 1)])).to.deep.equal({ refused: "quantities" });
  });

  it("merge within one order and one warehouse, and not with themselves", () => {
    const other = { ...order("open"), id: "second" };
    expect(merge(order("open"), other)).to.deep.equal({ ...order("open"), goods: [goods(1, 6), goods(2, 4)] });
    for (const apart of [order("open"), { ...other, order: "another" }, { ...other, warehouse: "beta" }]) {
      expect(merge(order("open"), apart)).to.deep.equal({ refused: "apart" });
    }
    expect(merge(order("open"), { ...other, state: "held" })).to.deep.equal({ refused: "state", state: "held", verb: "merge" });
  });

  it("keep why they are held until they are released", () => {
    const held = hold(order("open"), "the address is wrong") as FulfilmentOrder;
    expect(held).to.include({ state: "held", heldFor: "the address is wrong" });
    expect(follow(held, "release")).to.include({ state: "open", heldFor: null });
  });

  it("hold the same quantity of every line, and refused or not, whatever is done to them", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 40 }), (seed, steps) => {
        const random = seeded(seed);
        let all: FulfilmentOrder[] = [order("open", [goods(1, 5), goods(2, 3), goods(2, 4, "B")])];
        for (let step = 0; step < steps; step++) all = changed(all, random, `id-${step}`);
        expect(ofLines(all)).to.deep.equal({ 1: 5, 2: 7 });
        expect(new Set(all.map(({ id }) => id)).size).to.equal(all.length);
        for (const one of all) {
          expect(one.goods).not.to.deep.equal([]);
          expect(one.goods.every(({ quantity }) => quantity > 0)).to.equal(true);
          expect(one.heldFor !== null).to.equal(one.state === "held");
        }
      }),
      { numRuns: 300, seed: 5 },
    );
  });
});

/** Any verb, with what it needs. */
function done(one: FulfilmentOrder, verb: FulfilmentVerb): FulfilmentOrder | readonly FulfilmentOrder[] | Refusal {
  switch (verb) {
    case "split":
      return split(one, [goods(1, 1)], "second");
    case "move":
      return move(one, "beta", one.goods);
    case "merge":
      return merge(one, { ...one, id: "second" });
    case "hold":
      return hold(one, "a wish");
    default:
      return follow(one, verb);
  }
}

/** One random verb done to one of them; what is refused changes nothing. */
function changed(all: readonly FulfilmentOrder[], random: Seeded, id: string): FulfilmentOrder[] {
  const one = random.pick(all);
  const verb = random.pick(VERBS);
  if (verb === "merge") {
    const other = random.pick(all);
    const merged = merge(one, other);
    return "refused" in merged
      ? [...all]
      : all.filter(({ id: its }) => its !== other.id).map((kept) => (kept.id === one.id ? merged : kept));
  }
  const part = one.goods.map((some) => ({ ...some, quantity: random.below(some.quantity + 2) })).filter(({ quantity }) => quantity > 0);
  const outcome =
    verb === "split" ? split(one, part, id) : verb === "move" ? move(one, id, random.pick([one.goods, part])) : done(one, verb);
  return "refused" in outcome ? [...all] : all.flatMap((kept) => (kept.id === one.id ? outcome : [kept]));
}

function ofLines(all: readonly FulfilmentOrder[]): Record<number, number> {
  const sums: Record<number, number> = {};
  for (const { line, quantity } of all.flatMap((one) => one.goods)) sums[line] = (sums[line] ?? 0) + quantity;
  return sums;
}
