import { z } from "zod";

/**
 * Whole numbers travel as decimal text, because JSON numbers end at 2^53. Each kind has its unit in the name of the field that holds it, and a
 * limit beyond which it measures nothing: `contracts/libraries/Emissions.sol` has the same.
 */
export const LIMITS = {
  /** Grams in one element: a million tonnes, twice the largest ship. */
  massGrams: 10n ** 12n,
  /** Metres of one element: more than once around the earth. */
  distanceMetres: 5n * 10n ** 7n,
  /** Milligrams CO₂e per tonne-kilometre, tonne, litre, kilogram or kilowatt hour: 100 kg, twenty times the worst freight flight. */
  milligramsPerUnit: 10n ** 8n,
  /** Thousandths of a litre, kilogram or kilowatt hour: a million cubic metres of fuel. */
  energyMilliunits: 10n ** 12n,
  /** Grams CO₂e of a whole footprint; 2^63 bounds it, and chains of a thousand elements stay below. */
  co2eGrams: 2n ** 63n - 1n,
} as const;

const WHOLE = /^(0|[1-9]\d{0,18})$/;

/** A whole number from `least` to `most` as text. */
export function wholeText(most: bigint, least = 0n) {
  return z
    .string()
    .regex(WHOLE, "must be a whole number, as text without sign, point or leading zeros")
    .refine((text) => !WHOLE.test(text) || (BigInt(text) >= least && BigInt(text) <= most), {
      error: `must be from ${least} to ${most}`,
    });
}

export const massGrams = wholeText(LIMITS.massGrams, 1n);
export const distanceMetres = wholeText(LIMITS.distanceMetres, 1n);
export const milligramsPerUnit = wholeText(LIMITS.milligramsPerUnit);
export const energyMilliunits = wholeText(LIMITS.energyMilliunits, 1n);
export const co2eGrams = wholeText(LIMITS.co2eGrams);
