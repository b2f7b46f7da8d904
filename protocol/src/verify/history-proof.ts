import { historyHeadOf, historyLeaf } from "../hashing/history.ts";
import type { AnchorEntry, HistoryProof } from "../schemas/bundle.ts";
import type { Hex32 } from "../schemas/primitives.ts";
import { keeperProblem } from "./actors.ts";
import { proveAnchoring, type AnchorProof } from "./anchor-proof.ts";
import type { Run } from "./run.ts";
import { messageOf } from "./step.ts";

/** A history with the outcome of its proofs. */
export interface CheckedHistory {
  history: HistoryProof;
  proof: AnchorProof;
  /** The proven anchor, kept by a registered anchoring service; without it `problem` says why the list proves nothing. */
  asOf?: AnchorEntry;
  problem?: string;
  /** True when the evidence contradicts the history, false when it is only missing. */
  contradicted: boolean;
}

/**
 * Proves a history's entries: their head is in an anchored batch. Anybody may anchor a list of their own, so it counts only when a
 * registered anchoring service did.
 */
export async function proveHistory(run: Run, history: HistoryProof): Promise<CheckedHistory> {
  const { subject, salt, entries, anchoring } = history;
  const leaf = historyLeaf({ subject, salt: salt as Hex32, count: entries.length, head: historyHeadOf(entries) });
  const proof = await proveAnchoring(run, "history", leaf, anchoring);
  const bad = [proof.inclusion, proof.anchor, proof.finality].find((step) => step.status !== "passed");
  if (proof.proven === undefined || bad !== undefined) {
    return { history, proof, problem: bad?.reason ?? "it is not proven", contradicted: bad?.status === "failed" };
  }
  try {
    const problem = await keeperProblem(run, proof.proven);
    if (problem !== undefined)
      return { history, proof, problem: `It was not kept by a registered anchoring service: ${problem}.`, contradicted: false };
  } catch (error) {
    return { history, proof, problem: `Who keeps it could not be checked: ${messageOf(error)}.`, contradicted: false };
  }
  return { history, proof, asOf: proof.proven, contradicted: false };
}
