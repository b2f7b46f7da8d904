import type { CartLine } from "@waybill/protocol/schemas/api/cart";
import { MAX_ORDER_LINES, MAX_QUANTITY } from "@waybill/protocol/schemas/api/orders";

/** A change of a cart; of one that was changed meanwhile, it is made again. */
export type CartChange = (lines: readonly CartLine[]) => readonly CartLine[];

/** Puts more of an article in. What a cart cannot hold is left out. */
export function adding(gtin: string, quantity: number): CartChange {
  return (lines) => {
    const before = lines.find((line) => line.gtin === gtin)?.quantity ?? 0;
    return setting(gtin, before + quantity)(lines);
  };
}

/** Says how many of an article there are to be; 0 takes it out. */
export function setting(gtin: string, quantity: number): CartChange {
  return (lines) => {
    const wanted = Math.min(quantity, MAX_QUANTITY);
    if (wanted <= 0) return lines.filter((line) => line.gtin !== gtin);
    if (lines.some((line) => line.gtin === gtin)) return lines.map((line) => (line.gtin === gtin ? { gtin, quantity: wanted } : line));
    return [...lines, { gtin, quantity: wanted }].slice(0, MAX_ORDER_LINES);
  };
}

/** Takes out what was ordered, as far as it is in it. */
export function without(ordered: readonly CartLine[]): CartChange {
  const taken = new Map(ordered.map(({ gtin, quantity }) => [gtin, quantity]));
  return (lines) =>
    lines.flatMap(({ gtin, quantity }) => {
      const left = quantity - (taken.get(gtin) ?? 0);
      return left > 0 ? [{ gtin, quantity: left }] : [];
    });
}

/**
 * Both carts as one: of an article in both the larger number, so that the same cart put in twice is in it once.
 *
 * @example
 * merging([{ gtin, quantity: 2 }])([{ gtin, quantity: 3 }]); // [{ gtin, quantity: 3 }]
 */
export function merging(others: readonly CartLine[]): CartChange {
  return (lines) =>
    others.reduce<readonly CartLine[]>((sum, { gtin, quantity }) => {
      const before = sum.find((line) => line.gtin === gtin)?.quantity ?? 0;
      return quantity > before ? setting(gtin, quantity)(sum) : sum;
    }, lines);
}

export function piecesIn(lines: readonly CartLine[]): number {
  return lines.reduce((sum, { quantity }) => sum + quantity, 0);
}
