import { fewest } from "./lower-bound.domain.ts";
import type { Demand, Offer, Offers } from "./offers.domain.ts";
import { MOST_OFFERS, patternsOf } from "./patterns.domain.ts";
import { cheapestTakes, type Take } from "./takes.domain.ts";

/** A mixed integer programme: least `costs · x`, each x from 0 to 1, whole where `isWhole`, and each row within its limits. */
export interface Programme {
  costs: number[];
  isWhole: boolean[];
  rows: Row[];
  /** Added to the costs of every solution. */
  offset: number;
}

interface Row {
  lower: number;
  upper: number;
  columns: number[];
  values: number[];
}

export interface Formulation {
  programme: Programme;
  /** The takes of the sites, and of the offers, that a solution uses; quantities are computed from prices again. Undefined when they don't suffice. */
  takesOf(solution: ArrayLike<number>): Take[] | undefined;
}

type Entries = readonly (readonly [column: number, value: number])[];

/** Writes down columns and rows. */
function createWriter(offset: number) {
  const programme: Programme = { costs: [], isWhole: [], rows: [], offset };
  return {
    programme,
    column(cost: number, isWhole: boolean): number {
      programme.isWhole.push(isWhole);
      return programme.costs.push(cost) - 1;
    },
    row(lower: number, upper: number, entries: Entries): void {
      programme.rows.push({ lower, upper, columns: entries.map(([at]) => at), values: entries.map(([, value]) => value) });
    },
  };
}
type Writer = ReturnType<typeof createWriter>;

/** The offers of a demand that a solution uses. */
type Chosen = (solution: ArrayLike<number>) => readonly Offer[];

/** A column for each site (is anything shipped from it?), and for each demand the columns of the strongest form that is not too large: patterns up to `mostOffers`. */
export function formulate(offers: Offers, mostOffers = MOST_OFFERS): Formulation {
  const writer = createWriter(-offers.furtherShipment);
  const sites = offers.sites.map(({ fixed }) => writer.column(fixed, true));
  const chosen = offers.demands.map((demand): Chosen =>
    (demand.offers.length > mostOffers ? byShares : byPatterns)(writer, demand, { sites, split: offers.split }),
  );
  return {
    programme: writer.programme,
    takesOf(solution) {
      const all = offers.demands.map((demand, at) => cheapestTakes(demand, chosen[at]?.(solution) ?? []));
      return all.every((takes) => takes !== undefined) ? all.flat() : undefined;
    },
  };
}

interface Known {
  sites: readonly number[];
  split: number;
}

/**
 * A column for each pattern, of which one is chosen; a site is used as much as the patterns with it are. Nothing of how a line may be split is
 * left to the relaxation, and once the sites are whole numbers the cheapest pattern is, too.
 */
function byPatterns({ column, row }: Writer, demand: Demand, { sites, split }: Known): Chosen {
  const patterns = patternsOf(demand, split).map((pattern) => ({ ...pattern, at: column(pattern.price, false) }));
  row(1, 1, patterns.map(({ at }) => [at, 1])); // prettier-ignore
  for (const [place, { site }] of demand.offers.entries()) {
    const using = patterns.filter(({ offers }) => offers.includes(place));
    if (using.length > 0) row(-Infinity, 0, [...using.map(({ at }) => [at, 1] as const), [sites[site] as number, -1]]);
  }
  return (solution) => {
    const isOpen = (place: number) => (solution[sites[demand.offers[place]?.site ?? -1] ?? -1] ?? 0) > 0.5;
    const open = patterns.filter(({ offers }) => offers.every(isOpen)).sort((a, b) => a.price - b.price);
    return (open[0]?.offers ?? []).flatMap((place) => demand.offers[place] ?? []);
  };
}

/** Is an offer used, and which share of the demand does it give, a column for each price: linked share by share. */
function byShares({ column, row, programme }: Writer, demand: Demand, { sites, split }: Known): Chosen {
  const uses = demand.offers.map(() => column(split, true));
  const shares = demand.offers.flatMap((offer, place) => {
    const use = uses[place] as number;
    row(-Infinity, 0, [[use, 1], [sites[offer.site] as number, -1]]); // prettier-ignore
    return pricesOf(offer).map(({ quantity, price }) => {
      const share = column(price * demand.quantity, false);
      row(-Infinity, 0, [[share, 1], [use, -quantity / demand.quantity]]); // prettier-ignore
      return [share, 1] as const;
    });
  });
  row(1, 1, shares);
  const least = fewest(demand.quantity, demand.offers.map(({ quantity }) => quantity)); // prettier-ignore
  row(least, Infinity, uses.map((use) => [use, 1])); // prettier-ignore
  programme.offset -= split;
  return (solution) => demand.offers.filter((_, place) => (solution[uses[place] as number] ?? 0) > 0.5);
}

/** Lots of one price are one to the solver. */
function pricesOf({ lots }: Offer): { quantity: number; price: number }[] {
  return [...Map.groupBy(lots, ({ price }) => price)].map(([price, of]) => ({
    price,
    quantity: of.reduce((sum, lot) => sum + lot.quantity, 0),
  }));
}
