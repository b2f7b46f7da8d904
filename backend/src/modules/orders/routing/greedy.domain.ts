import type { Offers } from "./offers.domain.ts";
import { takesInOrder, type Take } from "./takes.domain.ts";

/**
 * The usual rule of shops: warehouses have a rank, and each line takes what the first has, then what the second has. The rank is what the
 * whole order would cost from there, which is better than a fixed list or the distance alone.
 */
export function greedyTakes({ sites, demands }: Offers): Take[] {
  const rankOf = (site: number) => sites[site]?.whole ?? Infinity;
  return demands.flatMap((demand) => {
    const ranked = [...demand.offers].sort((a, b) => rankOf(a.site) - rankOf(b.site) || a.site - b.site);
    const lots = ranked.flatMap(({ site, lots: offered }) => offered.map((lot) => ({ site, lot })));
    return takesInOrder(demand, lots) as Take[];
  });
}
