import type { CarbonFootprint } from "./carbon-footprint.ts";

const YEARS = 3;

/** What the time of validity follows from. */
export interface ValidityStated {
  validityPeriodStart?: string | undefined;
  validityPeriodEnd?: string | undefined;
  pcf: Pick<CarbonFootprint, "referencePeriodEnd">;
}

/**
 * When a footprint may be used: as it says, or else from the end of its reference period for three years (PACT 3.0.3, section "Validity Period").
 *
 * @example
 * validityOf({ pcf: { referencePeriodEnd: "2025-01-01T00:00:00Z" } }).until; // 2028-01-01
 */
export function validityOf({ validityPeriodStart, validityPeriodEnd, pcf }: ValidityStated): { from: Date; until: Date } {
  const until = new Date(validityPeriodEnd ?? pcf.referencePeriodEnd);
  if (validityPeriodEnd === undefined) until.setUTCFullYear(until.getUTCFullYear() + YEARS);
  return { from: new Date(validityPeriodStart ?? pcf.referencePeriodEnd), until };
}
