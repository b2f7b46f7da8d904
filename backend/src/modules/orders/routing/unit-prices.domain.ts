import { transportGrams } from "../../../../../protocol/src/footprint/grams.ts";
import { LATEST_DAYS, type RoutingLine, type RoutingPrices, type RoutingStock, type RoutingWarehouse } from "./routing-problem.ts";

/** What one unit of a line from one warehouse costs, in thousandths of a minor unit. */
export interface UnitPrice {
  handling: number;
  carriage: number;
  co2e: number;
}

/** Grams × metres of one tonne-kilometre. */
const TONNE_KILOMETRE = 10n ** 9n;
const GRAMS_PER_TONNE = 10n ** 6n;

type LotLike = Pick<RoutingStock, "lot" | "expiry">;

/** Each part is rounded up for one unit, so that a plan costs the same whoever adds it up. */
export function unitPrice(line: RoutingLine, warehouse: RoutingWarehouse, prices: RoutingPrices): UnitPrice {
  const [massGrams, distanceMetres] = [BigInt(line.massGrams), BigInt(warehouse.distanceMetres)];
  const grams = transportGrams({ massGrams, distanceMetres, intensity: BigInt(warehouse.co2eMilligramsPerTonneKilometre) });
  const carriage = massGrams * distanceMetres * BigInt(warehouse.minorPerTonneKilometre) * 1_000n;
  const co2e = grams.numerator * BigInt(prices.minorPerTonneCo2e) * 1_000n;
  return {
    handling: warehouse.minorPerUnit * 1_000,
    carriage: Number(dividedUp(carriage, TONNE_KILOMETRE)),
    co2e: Number(dividedUp(co2e, grams.denominator * GRAMS_PER_TONNE)),
  };
}

/** What taking one unit of a lot costs, because it keeps longer than the `first` lot of its GTIN to expire. */
export function lateness(expiry: string | null, first: string | null, { thousandthsPerUnitAndDay }: RoutingPrices): number {
  if (first === null) return 0;
  const days = expiry === null ? LATEST_DAYS : Math.min(LATEST_DAYS, dayNumber(expiry) - dayNumber(first));
  return days * thousandthsPerUnitAndDay;
}

/** First to expire first; what does not expire last; then by lot, so that the order is one. */
export function byExpiry(a: LotLike, b: LotLike): number {
  const [first, second] = [a.expiry ?? "9999-12-31", b.expiry ?? "9999-12-31"];
  if (first !== second) return first < second ? -1 : 1;
  const [one, other] = [a.lot ?? "", b.lot ?? ""];
  return one < other ? -1 : Number(one > other);
}

/** A lot can be used through the whole of its last day. */
export function isUsable({ expiry }: LotLike, usableUntil: string): boolean {
  return expiry === null || expiry >= usableUntil;
}

function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 86_400_000;
}

function dividedUp(numerator: bigint, denominator: bigint): bigint {
  return (numerator + denominator - 1n) / denominator;
}
