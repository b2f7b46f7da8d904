import type { InstructedGoods } from "@waybill/protocol/schemas/warehouse/instructions";

/**
 * Where a shipment stands. `open`: to be picked; `picked`; `packed`: the shop is asked; `loadable`: the shop has let it go; `shipped`.
 * Nothing is held for `impossible`, `withdrawn` (by the shop), `stale` (the shop has other plans) and `empty` (nothing of it was found).
 */
export type ShipmentState = (typeof SHIPMENT_STATES)[number];
export const SHIPMENT_STATES = [
  ...(["unheard", "impossible", "open", "picked", "packed"] as const),
  ...(["loadable", "shipped", "withdrawn", "stale", "empty"] as const),
] as const;

/** States in which the ledger holds goods for it. */
export const HOLDING: readonly ShipmentState[] = ["open", "picked", "packed", "loadable"];

/** The reservation of a shipment under one fence: a new word about it makes another. */
export function reservationOf(shipment: string, fence: number): string {
  return `shipment:${shipment}:${fence}`;
}

/** What was reserved, in the order of the lines that asked for it. */
export interface Taken {
  gtin: string;
  lot: string | null;
  expiry: string | null;
  bin: string;
  quantity: number;
}

/** Which line each reserved part is for: lines are served in their order, and the last of some goods may get less than it wants, or nothing. */
export function byLine(
  lines: readonly { line: number; gtin: string; quantity: number }[],
  taken: readonly Taken[],
): (Taken & { line: number })[] {
  const rest = taken.map((part) => ({ ...part }));
  return lines.flatMap(({ line, gtin, quantity }) => {
    let missing = quantity;
    return rest.flatMap((part) => {
      const share = part.gtin === gtin ? Math.min(part.quantity, missing) : 0;
      part.quantity -= share;
      missing -= share;
      return share > 0 ? [{ ...part, line, quantity: share }] : [];
    });
  });
}

/** Goods of one line, lot and expiry together, whichever bin they are from. */
export function togetherByLot(parts: readonly InstructedGoods[]): InstructedGoods[] {
  const sums = new Map<string, InstructedGoods>();
  for (const { line, gtin, lot, expiry, quantity } of parts) {
    const name = lotKey({ line, gtin, lot, expiry });
    sums.set(name, { line, gtin, lot, expiry, quantity: quantity + (sums.get(name)?.quantity ?? 0) });
  }
  return [...sums.values()];
}

/** One text for each line, lot and expiry. */
export function lotKey({ line, gtin, lot, expiry }: Omit<InstructedGoods, "quantity">): string {
  return JSON.stringify([line, gtin, lot, expiry]);
}
