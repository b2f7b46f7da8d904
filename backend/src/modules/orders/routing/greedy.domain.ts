import type { Offers, Site } from "./offers.domain.ts";
import { takesInOrder, type Take } from "./takes.domain.ts";

/**
 * The usual rule of shops: warehouses have a rank, and each line takes what the first has, then what the second has. The rank is what the
 * whole order would cost from there, unless somebody has another: that is better than a fixed list or the distance alone.
 */
export function greedyTakes({ sites, demands }: Offers, rank: (site: Site) => number = ({ whole }) => whole): Take[] {
  const ranks = sites.map(rank);
  const rankOf = (site: number) => ranks[site] ?? Infinity;
  return demands.flatMap((demand) => {
    const ranked = [...demand.offers].sort((a, b) => rankOf(a.site) - rankOf(b.site) || a.site - b.site);
    const lots = ranked.flatMap(({ site, lots: offered }) => offered.map((lot) => ({ site, lot })));
    return takesInOrder(demand, lots) as Take[];
  });
}
