import type { Switches } from "./rpc/switches.ts";

/**
 * Whether runs draw answers that are valid and incomplete: logs left out, an empty tip, a pair of nodes that disagree. Only an indexer that
 * proves what it was told against contract state can notice; off until ours heals itself. What a seed draws stays the same either way.
 */
export const DRAWS_LIES = false;

/** The same faults without those that only a proof of completeness can notice. */
export function withoutLies(switches: Partial<Switches>): Partial<Switches> {
  if (DRAWS_LIES) return switches;
  const { withheldLogs: _withheld, emptyTip: _tip, ...rest } = switches;
  return rest.lagShare === undefined ? rest : { ...rest, lagShare: 1 };
}
