import type { Goods } from "./fulfilment.domain.ts";
import { together } from "./goods.domain.ts";

/** Quantity of each line. */
export type OfLines = ReadonlyMap<number, number>;

export function ofLines(goods: readonly Pick<Goods, "line" | "quantity">[]): OfLines {
  const sums = new Map<number, number>();
  for (const { line, quantity } of goods) sums.set(line, quantity + (sums.get(line) ?? 0));
  return sums;
}

/**
 * Parts goods in two: a quantity of each line, from the lots that are named as far as they are there, and what stays. More than there is of a line is
 * all of it.
 *
 * @param named Lots that are meant first, with the quantities that are taken
 */
export function apart(goods: readonly Goods[], named: readonly Goods[]): { taken: Goods[]; left: Goods[] } {
  const left = together(goods);
  const taken: Goods[] = [];
  const take = (from: Goods, at: number, quantity: number) => {
    if (quantity <= 0) return;
    taken.push({ ...from, quantity });
    left[at] = { ...from, quantity: from.quantity - quantity };
  };
  const missing = new Map(ofLines(named));
  for (const isNamed of [true, false])
    for (const at of left.keys()) {
      const here = left[at] as Goods;
      const said = named.find(({ line, lot, expiry }) => line === here.line && lot === here.lot && expiry === here.expiry)?.quantity ?? 0;
      const quantity = Math.min(here.quantity, missing.get(here.line) ?? 0, isNamed ? said : Infinity);
      take(here, at, quantity);
      missing.set(here.line, (missing.get(here.line) ?? 0) - quantity);
    }
  return { taken: together(taken), left: left.filter(({ quantity }) => quantity > 0) };
}
