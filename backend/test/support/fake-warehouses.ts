import { randomUUID } from "node:crypto";
import type { InstructedGoods, InstructionAnswer } from "@waybill/protocol/schemas/warehouse/instructions";
import type { FulfilmentInstruction, RoutableWarehouse, ShipmentListener, Warehouses } from "../../src/modules/orders/orders.ports.ts";
import type { Ctx } from "../../src/platform/context.ts";

type Goods = InstructedGoods;

/** What a warehouse has been told, as it keeps it: by the fence alone, as its contract says. */
export interface ToldShipment {
  warehouse: string;
  fence: number;
  order: string;
  goods: Goods[];
  answer: InstructionAnswer["answer"] | "withdrawn";
  /** Loaded: it cannot be called back. */
  hasLeft: boolean;
}

export interface FakeWarehouses extends Warehouses {
  /** Changed by tests as they like. */
  known: RoutableWarehouse[];
  /** Warehouse and fulfilment order, as they were told to forget. */
  forgotten: string[];
  /** By id of the fulfilment order and warehouse. */
  shipments: Map<string, ToldShipment>;
  /** How many of a GTIN a warehouse has on its shelves, by `warehouse gtin`; without an entry as many as it is asked for. */
  shelves: Map<string, number>;
  /** Those that answer nothing. */
  silent: Set<string>;
  /** The lot that a warehouse takes in the place of what it was asked for. */
  lots: Map<string, { lot: string | null; expiry: string | null }>;
  told(warehouse: string): [id: string, shipment: ToldShipment][];
}

/** Germany's middle, and terms that make each parcel cost something. */
export function routable(id: string, changes: Partial<RoutableWarehouse> = {}): RoutableWarehouse {
  const terms = { minorPerShipment: 400, minorPerUnit: 20, minorPerTonneKilometre: 30, co2eMilligramsPerTonneKilometre: 90_000 };
  return { id, country: "DE", latitude: 51, longitude: 10, terms, isAway: false, removedAt: null, isPaused: false, ...changes };
}

/** Warehouses in memory that keep to the contract: fences, same words same answers, partly and impossible, and no shipment without a `go`. */
export function createFakeWarehouses(...known: RoutableWarehouse[]): FakeWarehouses {
  const shipments: FakeWarehouses["shipments"] = new Map();
  const forgotten: string[] = [];
  const shelves: FakeWarehouses["shelves"] = new Map();
  const lots: FakeWarehouses["lots"] = new Map();
  const silent = new Set<string>();
  const key = (warehouse: string, id: string) => `${warehouse} ${id}`;
  const answer = (warehouse: string) => {
    if (silent.has(warehouse)) throw new Error(`${warehouse} does not answer`);
  };

  /** How much of each it can hold, which is then taken from its shelves. */
  function take(warehouse: string, goods: readonly FulfilmentInstruction["goods"][number][]): Goods[] {
    return goods.flatMap(({ title: _, ...one }): Goods[] => {
      const shelf = `${warehouse} ${one.gtin}`;
      const there = shelves.get(shelf) ?? Infinity;
      const quantity = Math.min(there, one.quantity);
      if (shelves.has(shelf)) shelves.set(shelf, there - quantity);
      return quantity === 0 ? [] : [{ ...one, ...lots.get(warehouse), quantity }];
    });
  }

  return {
    ...{ known, shipments, shelves, silent, lots },
    list: async () => known.map((one) => ({ ...one })),
    async instruct(warehouse, { id, fence, order, goods }) {
      answer(warehouse);
      const before = shipments.get(key(warehouse, id));
      if (before && fence < before.fence) throw new Error(`word ${fence} of ${id} is older than ${before.fence}`);
      if (before && fence === before.fence) return { fence, answer: before.answer as InstructionAnswer["answer"], goods: before.goods };
      const held = take(warehouse, goods);
      const sum = (rows: readonly { quantity: number }[]) => rows.reduce((total, { quantity }) => total + quantity, 0);
      const said = held.length === 0 ? "impossible" : sum(held) === sum(goods) ? "accepted" : "partly";
      shipments.set(key(warehouse, id), { warehouse, fence, order, goods: held, answer: said, hasLeft: false });
      return { fence, answer: said, goods: held };
    },
    async withdraw(warehouse, { id, fence }) {
      answer(warehouse);
      const before = shipments.get(key(warehouse, id));
      if (before?.hasLeft) return { fence, answer: "too-late" };
      if (before && fence < before.fence) throw new Error(`word ${fence} of ${id} is older than ${before.fence}`);
      if (before && before.answer !== "withdrawn")
        for (const { gtin, quantity } of before.goods) {
          const shelf = `${warehouse} ${gtin}`;
          if (shelves.has(shelf)) shelves.set(shelf, (shelves.get(shelf) ?? 0) + quantity);
        }
      shipments.set(key(warehouse, id), { ...(before ?? { warehouse, order: "", hasLeft: false }), fence, goods: [], answer: "withdrawn" });
      return { fence, answer: "withdrawn" };
    },
    async forget(warehouse, id) {
      answer(warehouse);
      forgotten.push(`${warehouse} ${id}`);
      return { answer: "forgotten" };
    },
    forgotten,
    told: (warehouse) =>
      [...shipments]
        .flatMap(([name, one]) => (one.warehouse === warehouse ? [[name.slice(warehouse.length + 1), one] as const] : []))
        .map(([id, one]) => [id, one]),
  };
}

let messages = 0;

/** What a warehouse tells the shop about one shipment, as its outbox would. */
export function tell(listener: ShipmentListener, { warehouse, fence, goods }: ToldShipment, shipment: string) {
  const about = () => ({ id: randomUUID(), sequence: ++messages, at: new Date().toISOString(), shipment, fence });
  const sscc = (index: number) => String(messages).padStart(16, "0").slice(-16) + String(index).padStart(2, "0");
  return {
    packed: (ctx: Ctx, packed: Goods[] = goods) =>
      listener.packed(ctx, warehouse, { ...about(), kind: "packed", parcels: [{ sscc: sscc(1), goods: packed }] }),
    short: (ctx: Ctx, missing: Goods[]) => listener.short(ctx, warehouse, { ...about(), kind: "short", goods: missing }),
    shipped: (ctx: Ctx) => listener.shipped(ctx, warehouse, { ...about(), kind: "shipped", carrier: "Post", tracking: "T1" }),
    proven: (ctx: Ctx, parcels: { sscc: string; unit: string }[]) =>
      listener.proven(ctx, warehouse, { ...about(), kind: "proven", parcels: parcels.map((one) => ({ ...one, events: [] })) }),
  };
}
