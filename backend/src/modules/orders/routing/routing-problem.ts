/**
 * What a routing is computed from. Every number is a whole one. Money is in minor units of one currency (cents); what is computed from it is
 * in thousandths of a minor unit, because a gram over a kilometre costs less than a cent.
 */
export interface RoutingProblem {
  /** One for each GTIN. */
  lines: readonly RoutingLine[];
  warehouses: readonly RoutingWarehouse[];
  /** One for each warehouse, GTIN, lot and expiry: what is free to be taken. */
  stock: readonly RoutingStock[];
  prices: RoutingPrices;
  /** A day as `2026-11-30`: lots that expire before it stay where they are. Best after the day on which the customer receives. */
  usableUntil: string;
}

export interface RoutingLine {
  /** Its number in its order. */
  line: number;
  /** 14 digits. */
  gtin: string;
  quantity: number;
  /** Of one unit, as it is shipped. */
  massGrams: number;
}

export interface RoutingWarehouse {
  warehouse: string;
  /** Held, offline or excluded: nothing is taken from it. */
  isExcluded: boolean;
  minorPerShipment: number;
  /** Picking and packing. */
  minorPerUnit: number;
  minorPerTonneKilometre: number;
  /** To the customer. */
  distanceMetres: number;
  /** Well to wheel, as `perTonneKilometre.wtw` of a row of a factor table. */
  co2eMilligramsPerTonneKilometre: number;
}

export interface RoutingStock {
  warehouse: string;
  gtin: string;
  /** Null where lots are not told apart. */
  lot: string | null;
  /** The last day of use as `2026-12-31`; null for what does not expire. */
  expiry: string | null;
  quantity: number;
}

/** What an order is charged for beside what its warehouses cost. */
export interface RoutingPrices {
  minorPerTonneCo2e: number;
  /** For each shipment after the first. */
  minorPerFurtherShipment: number;
  /** For each warehouse after the first that a line comes from. */
  minorPerSplit: number;
  /**
   * For each unit and each day by which its lot keeps longer than the first lot of its GTIN to expire, in thousandths of a minor unit: what it
   * is worth to sell what expires first. Within one warehouse the first to expire always goes first, also where this is 0.
   */
  thousandthsPerUnitAndDay: number;
}

/** More is no order but a mistake; the solver is dimensioned for ten warehouses and fifty lines. */
export const LIMITS = {
  lines: 500,
  warehouses: 100,
  stock: 50_000,
  quantity: 1_000_000,
  massGrams: 10_000_000,
  /** Of a whole order: what the footprint engine takes as one element. */
  orderMassGrams: 10 ** 12,
  distanceMetres: 40_100_000,
  /** As the footprint engine's. */
  co2eMilligramsPerTonneKilometre: 10 ** 8,
  price: 1_000_000_000,
} as const;

/** Lots that keep longer than this, or for ever, are all equally late. */
export const LATEST_DAYS = 365;
