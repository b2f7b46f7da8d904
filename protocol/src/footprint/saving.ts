import { elementGrams } from "./element-emissions.ts";
import type { FactorTable } from "./factor-table.ts";
import { type Factors, factorsOf } from "./factors.ts";
import { savedGrams } from "./grams.ts";
import type { TransportChain } from "./transport-chain.ts";

/** What an alternative saves beside a baseline, in grams CO2e well to wheel. */
export interface Saving {
  /** Rounded down. */
  baselineGrams: bigint;
  /** Rounded up. */
  actualGrams: bigint;
  /** What may be credited: never more than the true difference, and never below nothing. */
  savedGrams: bigint;
}

/**
 * The saving of one chain over another for the same goods. The baseline is rounded down and the actual up, element by element.
 *
 * @throws RangeError when the two are not of the same goods and mass, or when something is missing in either
 */
export function savingOf(baseline: TransportChain, actual: TransportChain, tables: readonly FactorTable[]): Saving {
  if (baseline.subject !== actual.subject || baseline.massGrams === null || baseline.massGrams !== actual.massGrams) {
    throw new RangeError("baseline and actual must be of the same goods and the same mass");
  }
  if (baseline.missing.length > 0 || actual.missing.length > 0)
    throw new RangeError("nothing can be saved over a chain with missing elements");
  const factors = factorsOf(tables);
  const [baselineGrams, actualGrams] = [sum(baseline, factors, "down"), sum(actual, factors, "up")];
  return { baselineGrams, actualGrams, savedGrams: savedGrams(baselineGrams, actualGrams) };
}

function sum({ elements }: TransportChain, factors: Factors, rounding: "up" | "down"): bigint {
  return elements.reduce((grams, element) => grams + elementGrams(element, factors, rounding), 0n);
}
