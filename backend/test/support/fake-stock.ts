import type { Stock } from "../../src/modules/orders/orders.ports.ts";

export interface FakeStock extends Stock {
  /** How many there are of each GTIN that are not held. */
  left: Map<string, number>;
  /** GTIN and number that each order holds. */
  held: Map<string, { gtin: string; quantity: number }[]>;
}

/** Stock in memory. What it is asked for twice, it does once; it passes the suite of the port. */
export function createFakeStock(): FakeStock {
  const left = new Map<string, number>();
  const held: FakeStock["held"] = new Map();
  const shipments = new Set<string>();
  return {
    left,
    held,
    async available(_ctx, gtins) {
      return new Map([...left].filter(([gtin, number]) => number > 0 && (gtins?.includes(gtin) ?? true)));
    },
    async reserve(order, lines) {
      const before = held.get(order);
      if (before) return before === LET_GO ? { gtin: lines[0]?.gtin ?? "", left: 0 } : "held";
      const short = lines.find(({ gtin, quantity }) => (left.get(gtin) ?? 0) < quantity);
      if (short !== undefined) return { gtin: short.gtin, left: left.get(short.gtin) ?? 0 };
      for (const { gtin, quantity } of lines) left.set(gtin, (left.get(gtin) ?? 0) - quantity);
      held.set(
        order,
        lines.map(({ gtin, quantity }) => ({ gtin, quantity })),
      );
      return "held";
    },
    async where(_ctx, order, gtins) {
      const at = (gtin: string, quantity: number) => ({ warehouse: "shelf", gtin, lot: null, expiry: null, quantity });
      return {
        held: (held.get(order) ?? []).filter(({ gtin }) => gtins.includes(gtin)).map(({ gtin, quantity }) => at(gtin, quantity)),
        free: gtins.map((gtin) => at(gtin, left.get(gtin) ?? 0)).filter(({ quantity }) => quantity > 0),
      };
    },
    // There is one place.
    place: async () => "placed",
    async giveUp(_ctx, order, key, parts) {
      if (shipments.has(`${order} ${key}`)) return;
      shipments.add(`${order} ${key}`);
      for (const { gtin, quantity } of parts) {
        const part = held.get(order)?.find((one) => one.gtin === gtin);
        if (part === undefined || part.quantity < quantity) throw new Error(`${quantity} of ${gtin} are not held for ${order}`);
        part.quantity -= quantity;
        left.set(gtin, (left.get(gtin) ?? 0) + quantity);
      }
    },
    async ship(_ctx, order, shipment, lines) {
      if (shipments.has(`${order} ${shipment}`)) return;
      const parts = lines.map(({ gtin, quantity }) => {
        const part = held.get(order)?.find((one) => one.gtin === gtin);
        if (part === undefined || part.quantity < quantity) throw new Error(`${quantity} of ${gtin} are not held for ${order}`);
        return { part, quantity };
      });
      for (const { part, quantity } of parts) part.quantity -= quantity;
      shipments.add(`${order} ${shipment}`);
    },
    async takeBack(_ctx, order, back, parts) {
      if (shipments.has(`${order} ${back}`)) return;
      shipments.add(`${order} ${back}`);
      for (const { gtin, quantity } of parts) left.set(gtin, (left.get(gtin) ?? 0) + quantity);
    },
    async release(_ctx, order) {
      for (const { gtin, quantity } of held.get(order) ?? []) left.set(gtin, (left.get(gtin) ?? 0) + quantity);
      held.set(order, held.has(order) && held.get(order) !== LET_GO ? [] : LET_GO);
    },
  };
}

/** Held by an order that was let go before it reserved. */
const LET_GO: { gtin: string; quantity: number }[] = [];
