import type { ChainElement, FactorReference } from "./transport-chain.ts";

/** The rows that an element is computed with. */
export function referencesIn({ calculation }: ChainElement): FactorReference[] {
  return calculation.data === "primary" ? calculation.energy.map(({ factor }) => factor) : [calculation.factor];
}
