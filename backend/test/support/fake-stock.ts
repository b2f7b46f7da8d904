import type { Stock } from "../../src/modules/orders/orders.ports.ts";

export interface FakeStock extends Stock {
  /** How many there are of each GTIN that are not held. */
  left: Map<string, number>;
  /** GTIN and number that each order holds. */
  held: Map<string, { gtin: string; quantity: number }[]>;
}

/** Stock in memory. What it is asked for twice, it does once. */
export function createFakeStock(): FakeStock {
  const left = new Map<string, number>();
  const held = new Map<string, { gtin: string; quantity: number }[]>();
  return {
    left,
    held,
    async reserve(order, lines) {
      if (held.has(order)) return "held";
      const short = lines.find(({ gtin, quantity }) => (left.get(gtin) ?? 0) < quantity);
      if (short !== undefined) return { gtin: short.gtin, left: left.get(short.gtin) ?? 0 };
      for (const { gtin, quantity } of lines) left.set(gtin, (left.get(gtin) ?? 0) - quantity);
      held.set(
        order,
        lines.map(({ gtin, quantity }) => ({ gtin, quantity })),
      );
      return "held";
    },
    async ship(_ctx, order, _shipment, lines) {
      for (const { gtin, quantity } of lines) {
        const part = held.get(order)?.find((one) => one.gtin === gtin);
        if (part === undefined || part.quantity < quantity) throw new Error(`${quantity} of ${gtin} are not held for ${order}`);
        part.quantity -= quantity;
      }
    },
    async release(_ctx, order) {
      for (const { gtin, quantity } of held.get(order) ?? []) left.set(gtin, (left.get(gtin) ?? 0) + quantity);
      held.delete(order);
    },
  };
}
