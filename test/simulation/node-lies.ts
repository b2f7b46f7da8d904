import type { Switches } from "./rpc/switches.ts";

/**
 * Whether runs draw a pair of nodes that take turns and disagree, about the branch or about how far it is. Off until the indexer comes through:
 * it mixes rows of both branches, calls that ready when the counts happen to agree, and can't heal it (the seeds are in seeds.json). What
 * a seed draws stays the same either way.
 */
export const DRAWS_PAIRS: boolean = process.env["SIM_PAIRS"] === "on";

/** The same faults, of one node at a time. */
export function ofOneNode(switches: Partial<Switches>): Partial<Switches> {
  return DRAWS_PAIRS || switches.lagShare === undefined ? switches : { ...switches, lagShare: 1 };
}

/** Whether answers may be incomplete without telling. */
export function isIncomplete({ withheldLogs = 0, emptyTip = 0 }: Partial<Switches>): boolean {
  return withheldLogs > 0 || emptyTip > 0;
}
