import type { StockPart } from "../orders.ports.ts";

/** What an order holds, told apart by what it is for. */
export interface HeldFor {
  /** For goods that a warehouse is to ship already. */
  promised: StockPart[];
  /** For the rest: it may be held elsewhere as well. */
  rest: StockPart[];
}

/**
 * Tells what is held for goods that are promised from what is held for the rest. A lot that is not held where it was promised is held elsewhere, best
 * at the same warehouse: warehouses choose their lots, and the ledger follows where it can.
 */
export function heldFor(held: readonly StockPart[], promised: readonly StockPart[]): HeldFor {
  const left = held.map((part) => ({ ...part }));
  const taken: StockPart[] = [];
  const wanted = promised.map((part) => ({ ...part }));
  const isSame = (a: StockPart, b: StockPart) => a.lot === b.lot && a.expiry === b.expiry;
  for (const fits of [
    (a: StockPart, b: StockPart) => a.warehouse === b.warehouse && isSame(a, b),
    (a: StockPart, b: StockPart) => a.warehouse === b.warehouse,
    () => true,
  ])
    for (const want of wanted)
      for (const part of left) {
        const quantity = part.gtin === want.gtin && fits(part, want) ? Math.min(part.quantity, want.quantity) : 0;
        if (quantity === 0) continue;
        taken.push({ ...part, quantity });
        part.quantity -= quantity;
        want.quantity -= quantity;
      }
  return { promised: joined(taken), rest: joined(left) };
}

/** What stays of parts when others are taken, of the same places first and then of any. */
export function leftOf(parts: readonly StockPart[], taken: readonly StockPart[]): StockPart[] {
  return heldFor(parts, taken).rest;
}

/** Parts of one place are one. */
export function joined(parts: readonly StockPart[]): StockPart[] {
  const sums = new Map<string, StockPart>();
  for (const part of parts) {
    const key = JSON.stringify([part.warehouse, part.gtin, part.lot, part.expiry]);
    sums.set(key, { ...part, quantity: part.quantity + (sums.get(key)?.quantity ?? 0) });
  }
  return [...sums.values()].filter(({ quantity }) => quantity > 0);
}
