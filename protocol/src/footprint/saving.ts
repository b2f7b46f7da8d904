import { elementGrams } from "./element-emissions.ts";
import type { FactorTable } from "./factor-table.ts";
import { type Factors, factorsOf } from "./factors.ts";
import { savedGrams } from "./grams.ts";
import type { TransportChain } from "./transport-chain.ts";

/** What an alternative saves beside a baseline, in grams CO₂e well to wheel. */
export interface Saving {
  /** Rounded down. */
  baselineGrams: bigint;
  /** Rounded up. */
  actualGrams: bigint;
  /** What may be credited: never more than the true difference, and never below nothing. */
  savedGrams: bigint;
}

/**
 * What one chain saves over another for the same goods. The baseline is rounded down and the actual up, element by element. Where both lack the
 * same, the difference holds all the same; what may be credited asks for more, see `savingOf`.
 *
 * @throws RangeError when the two are not of the same goods and mass
 */
export function compareChains(baseline: TransportChain, actual: TransportChain, tables: readonly FactorTable[]): Saving {
  if (baseline.subject !== actual.subject || baseline.massGrams !== actual.massGrams) {
    throw new RangeError("baseline and actual must be of the same goods and the same mass");
  }
  const factors = factorsOf(tables);
  const [baselineGrams, actualGrams] = [sum(baseline, factors, "down"), sum(actual, factors, "up")];
  return { baselineGrams, actualGrams, savedGrams: savedGrams(baselineGrams, actualGrams) };
}

/**
 * The saving that may be credited.
 *
 * @throws RangeError when the two are not of the same goods and mass, when that is not known, or when something is missing in either
 */
export function savingOf(baseline: TransportChain, actual: TransportChain, tables: readonly FactorTable[]): Saving {
  if (baseline.missing.length > 0 || actual.missing.length > 0)
    throw new RangeError("nothing can be saved over a chain with missing elements");
  if (baseline.massGrams === null) throw new RangeError("nothing can be saved over goods of an unknown mass");
  return compareChains(baseline, actual, tables);
}

function sum({ elements }: TransportChain, factors: Factors, rounding: "up" | "down"): bigint {
  return elements.reduce((grams, element) => grams + elementGrams(element, factors, rounding), 0n);
}
