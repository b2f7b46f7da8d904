import type { Random } from "../../random.ts";
import { withFaults, type Answer } from "../call.ts";
import type { Switches } from "../switches.ts";
import { heads, type FinalityDepth } from "./heads.ts";
import { identity } from "./identity.ts";
import { latency } from "./latency.ts";
import { limits } from "./limits.ts";
import { logs } from "./logs.ts";
import { refusals } from "./refusals.ts";
import { sending } from "./sending.ts";

export interface FaultyNode {
  answer: Answer;
  /** Hands stuck transactions on to the node. */
  release(): Promise<void>;
}

/** A node with every family of faults before it, all off until switched on. */
export function faultyNode(node: Answer, switches: Switches, finality: FinalityDepth, random: Random): FaultyNode {
  const pool = sending(switches, random.fork("sending"), node);
  const families = [
    latency(switches, random.fork("latency")),
    refusals(switches, random.fork("refusals")),
    identity(switches),
    limits(switches),
    logs(switches, random.fork("logs")),
    heads(switches, finality, random.fork("heads")),
    pool.fault,
  ];
  return { answer: withFaults(families, node), release: pool.release };
}
