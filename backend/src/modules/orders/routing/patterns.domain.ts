import type { Demand } from "./offers.domain.ts";

/** Some of the offers of a demand that together serve it, and what that costs, splits included. */
export interface Pattern {
  /** Places among the demand's offers. */
  offers: readonly number[];
  /** Thousandths of a minor unit. */
  price: number;
}

/** With more offers there are too many patterns to look at each. */
export const MOST_OFFERS = 10;

/** Every pattern that costs less than all smaller ones within it: some cheapest plan uses no other. */
export function patternsOf(demand: Demand, split: number): Pattern[] {
  const priceOf = pricing(demand);
  const all = 2 ** demand.offers.length;
  /** By set of offers, as bits: the least that it or anything within it costs. */
  const least = new Float64Array(all).fill(Infinity);
  const patterns: Pattern[] = [];
  for (let set = 1; set < all; set++) {
    let [within, used] = [Infinity, 0];
    for (let bit = 1; bit <= set; bit *= 2) {
      if ((set & bit) === 0) continue;
      within = Math.min(within, least[set - bit] as number);
      used++;
    }
    const price = priceOf(set) + split * (used - 1);
    if (price < within) patterns.push({ offers: [...demand.offers.keys()].filter((place) => set & (1 << place)), price });
    least[set] = Math.min(price, within);
  }
  return patterns;
}

/** What the units of a demand cost from a set of its offers: infinite when they have too little. */
function pricing({ quantity, offers }: Demand): (set: number) => number {
  const lots = offers.flatMap(({ lots: offered }, place) => offered.map((lot) => ({ ...lot, bit: 1 << place })));
  lots.sort((a, b) => a.price - b.price);
  return (set) => {
    let [left, price] = [quantity, 0];
    for (const lot of lots) {
      if ((set & lot.bit) === 0) continue;
      const taken = Math.min(left, lot.quantity);
      price += taken * lot.price;
      left -= taken;
      if (left === 0) return price;
    }
    return Infinity;
  };
}
