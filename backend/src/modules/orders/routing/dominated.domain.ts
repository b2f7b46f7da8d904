import type { Demand, Offers } from "./offers.domain.ts";

/**
 * Leaves out the offers of sites that another one makes needless: it has all that is demanded of everything that they offer, at no higher
 * price of any unit, and its shipment costs no more. Whatever a plan takes from them it could take from the other, and pay no more.
 */
export function withoutDominated(offers: Offers): Offers {
  const gone = new Set<number>();
  for (const site of offers.sites.keys()) {
    if (offers.sites.some((_, other) => other !== site && !gone.has(other) && dominates(other, site, offers))) gone.add(site);
  }
  if (gone.size === 0) return offers;
  const demands = offers.demands.map((demand) => ({ ...demand, offers: demand.offers.filter(({ site }) => !gone.has(site)) }));
  return { ...offers, demands };
}

/** One that was left out dominates nothing, so of two equal ones the later stays. */
function dominates(other: number, site: number, { sites, demands }: Offers): boolean {
  const [mine, its] = [sites[site]?.fixed ?? 0, sites[other]?.fixed ?? 0];
  return its <= mine && demands.every((demand) => isServedAsWell(demand, other, site));
}

function isServedAsWell({ quantity, offers }: Demand, other: number, site: number): boolean {
  const mine = offers.find((offer) => offer.site === site);
  if (mine === undefined) return true;
  const its = offers.find((offer) => offer.site === other);
  // Prices of an offer rise, so its last is compared with my first.
  return its !== undefined && its.quantity >= quantity && (its.lots.at(-1)?.price ?? 0) <= (mine.lots[0]?.price ?? 0);
}
