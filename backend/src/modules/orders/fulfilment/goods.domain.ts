import type { Goods } from "./fulfilment.domain.ts";

/** Goods of one line, lot and expiry are one. */
export function together(goods: readonly Goods[]): Goods[] {
  const sums = new Map<string, Goods>();
  for (const one of goods) {
    const key = keyOf(one);
    sums.set(key, { ...one, quantity: one.quantity + (sums.get(key)?.quantity ?? 0) });
  }
  return [...sums.values()];
}

/** What is left without a part; undefined when that is not a part of it. */
export function without(goods: readonly Goods[], part: readonly Goods[]): Goods[] | undefined {
  if (part.some(({ quantity }) => !Number.isSafeInteger(quantity) || quantity <= 0)) return undefined;
  const taken = new Map(together(part).map((one) => [keyOf(one), one.quantity]));
  const left = together(goods).map((one) => {
    const quantity = one.quantity - (taken.get(keyOf(one)) ?? 0);
    taken.delete(keyOf(one));
    return { ...one, quantity };
  });
  if (taken.size > 0 || left.some(({ quantity }) => quantity < 0)) return undefined;
  return left.filter(({ quantity }) => quantity > 0);
}

/** Whether both are the same goods, of the same lots. */
export function isSame(a: readonly Goods[], b: readonly Goods[]): boolean {
  return without(a, b)?.length === 0;
}

/** Whether both hold as much of every line, whatever their lots. */
export function isSameOfLines(a: readonly Goods[], b: readonly Goods[]): boolean {
  const ofLines = (goods: readonly Goods[]) => goods.map((one) => ({ ...one, lot: null, expiry: null }));
  return isSame(ofLines(a), ofLines(b));
}

function keyOf({ line, gtin, lot, expiry }: Goods): string {
  return JSON.stringify([line, gtin, lot, expiry]);
}
