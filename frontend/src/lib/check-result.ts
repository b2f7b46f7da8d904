import type { Outcome } from "@waybill/protocol/verify/verdict";

/** What the check in this browser has found so far, as the page shows it. */
export interface CheckResult {
  phase: "idle" | "running" | "done";
  /** Of the whole journey; known once it is done. */
  outcome?: Outcome;
  /** By commitment. */
  statements: ReadonlyMap<string, Outcome>;
  total: number;
}

export const NOT_CHECKED: CheckResult = { phase: "idle", statements: new Map(), total: 0 };

/** How many statements came out in which way. */
export function tally(result: CheckResult): Record<Outcome, number> {
  const counts = { verified: 0, failed: 0, unknown: 0 };
  for (const outcome of result.statements.values()) counts[outcome] += 1;
  return counts;
}
