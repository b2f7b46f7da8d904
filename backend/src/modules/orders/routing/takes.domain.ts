import { sum, type Demand, type Offer, type OfferedLot, type Offers } from "./offers.domain.ts";
import { byExpiry } from "./unit-prices.domain.ts";

/** So much of one lot for one demand. */
export interface Take {
  demand: Demand;
  site: number;
  lot: OfferedLot;
  quantity: number;
}

/** The cheapest way to serve a demand from some of its offers, earlier expiry first where prices are equal; undefined when they have too little. */
export function cheapestTakes(demand: Demand, from: readonly Offer[]): Take[] | undefined {
  const lots = from.flatMap(({ site, lots: offered }) => offered.map((lot) => ({ site, lot })));
  lots.sort((a, b) => a.lot.price - b.lot.price || byExpiry(a.lot, b.lot) || a.site - b.site);
  return takesInOrder(demand, lots);
}

/** As much of each lot as is still wanted, in their order. */
export function takesInOrder(demand: Demand, lots: readonly { site: number; lot: OfferedLot }[]): Take[] | undefined {
  let left = demand.quantity;
  const takes = lots.flatMap(({ site, lot }): Take[] => {
    const quantity = Math.min(left, lot.quantity);
    left -= quantity;
    return quantity === 0 ? [] : [{ demand, site, lot, quantity }];
  });
  return left === 0 ? takes : undefined;
}

/** From the same sites, each demand divided among them as cheaply as can be. */
export function redivided(takes: readonly Take[]): Take[] {
  return [...Map.groupBy(takes, ({ demand }) => demand)].flatMap(([demand, of]) => {
    const used = demand.offers.filter((offer) => of.some(({ site }) => site === offer.site));
    return cheapestTakes(demand, used) ?? [];
  });
}

/** In thousandths of a minor unit. */
export function costOf(takes: readonly Take[], { sites, furtherShipment, split }: Offers): number {
  if (takes.length === 0) return 0;
  const used = new Set(takes.map(({ site }) => site));
  const pairs = Map.groupBy(takes, ({ demand }) => demand);
  const splits = sum([...pairs.values()].map((of) => new Set(of.map(({ site }) => site)).size - 1));
  const fixed = sum([...used].map((site) => sites[site]?.fixed ?? 0)) - furtherShipment;
  return fixed + splits * split + sum(takes.map(({ quantity, lot }) => quantity * lot.price));
}
