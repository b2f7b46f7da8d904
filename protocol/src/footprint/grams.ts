import { LIMITS } from "./whole.ts";

/** A footprint rounds up, what is credited rounds down: neither is ever better than the truth. */
export type Rounding = "up" | "down";

/** Emissions without loss, as a fraction of a gram CO₂e. Twin: `contracts/libraries/Emissions.sol`. */
export interface ExactGrams {
  numerator: bigint;
  denominator: bigint;
}

/** Grams × metres × milligrams per tonne-kilometre: 10^6 g/t, 10^3 m/km and 10^3 mg/g. */
const TRANSPORT = 10n ** 12n;
/** Grams × milligrams per tonne. */
const THROUGHPUT = 10n ** 9n;
/** Thousandths of a unit × milligrams per unit. */
const ENERGY = 10n ** 6n;

/**
 * Moving a mass over a distance (ISO 14083: transport activity × emission intensity).
 *
 * @throws RangeError beyond `LIMITS`
 * @example
 * roundGrams(transportGrams({ massGrams: 1_000_000n, distanceMetres: 100_000n, intensity: 95_020n }), "up"); // 9502n: 1 t over 100 km
 */
export function transportGrams(of: { massGrams: bigint; distanceMetres: bigint; intensity: bigint }): ExactGrams {
  within("massGrams", of.massGrams, LIMITS.massGrams);
  within("distanceMetres", of.distanceMetres, LIMITS.distanceMetres);
  within("intensity", of.intensity, LIMITS.milligramsPerUnit);
  return { numerator: of.massGrams * of.distanceMetres * of.intensity, denominator: TRANSPORT };
}

/** Handling a mass at a hub. @param of.intensity Milligrams CO₂e per tonne. @throws RangeError beyond `LIMITS` */
export function throughputGrams(of: { massGrams: bigint; intensity: bigint }): ExactGrams {
  within("massGrams", of.massGrams, LIMITS.massGrams);
  within("intensity", of.intensity, LIMITS.milligramsPerUnit);
  return { numerator: of.massGrams * of.intensity, denominator: THROUGHPUT };
}

/** Burning or using energy. @param of.intensity Milligrams CO₂e per litre, kilogram or kilowatt hour. @throws RangeError beyond `LIMITS` */
export function energyGrams(of: { milliunits: bigint; intensity: bigint }): ExactGrams {
  within("milliunits", of.milliunits, LIMITS.energyMilliunits);
  within("intensity", of.intensity, LIMITS.milligramsPerUnit);
  return { numerator: of.milliunits * of.intensity, denominator: ENERGY };
}

/** The part of emissions that falls to a part of the mass. @throws RangeError for a part greater than the whole */
export function shareOf({ numerator, denominator }: ExactGrams, part: bigint, whole: bigint): ExactGrams {
  if (part < 0n || whole <= 0n || part > whole) throw new RangeError(`${part} is no part of ${whole}`);
  return { numerator: numerator * part, denominator: denominator * whole };
}

export function addGrams(a: ExactGrams, b: ExactGrams): ExactGrams {
  return { numerator: a.numerator * b.denominator + b.numerator * a.denominator, denominator: a.denominator * b.denominator };
}

/** Whole grams. @throws RangeError beyond `LIMITS.co2eGrams` */
export function roundGrams({ numerator, denominator }: ExactGrams, rounding: Rounding): bigint {
  const grams = rounding === "up" ? (numerator + denominator - 1n) / denominator : numerator / denominator;
  within("co2eGrams", grams, LIMITS.co2eGrams);
  return grams;
}

/** What was saved: the baseline rounded down, less the actual rounded up, and never below nothing. */
export function savedGrams(baselineDown: bigint, actualUp: bigint): bigint {
  return baselineDown > actualUp ? baselineDown - actualUp : 0n;
}

function within(name: string, value: bigint, limit: bigint): void {
  if (value < 0n || value > limit) throw new RangeError(`${name} must be from 0 to ${limit}, not ${value}`);
}
