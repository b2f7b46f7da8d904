import type { Beside } from "@waybill/protocol/evidence/beside";
import type { Evidence } from "@waybill/protocol/evidence/evidence";
import type { StatementView } from "@waybill/protocol/schemas/api/traceability";
import type { Outcome, StepStatus } from "@waybill/protocol/verify/verdict";
import type { ReactNode } from "react";

/** What the check in this browser has found so far, as the page shows it. */
export interface CheckResult {
  phase: "idle" | "running" | "done";
  /** Of the whole journey; known once it is done. */
  outcome?: Outcome;
  /** What belongs to the words of the verdict, whichever it is. */
  notes?: ReactNode;
  /** Of each proof, by commitment: what became of the event is in its evidence. */
  statements: ReadonlyMap<string, Outcome>;
  total: number;
  /** True when a page shows a statement as the proven event has it; anything else, or more, was not proven. */
  isSaid: (shown: StatementView) => boolean;
  /** What each statement stands on, by commitment; known once all are checked, because others may confirm it. */
  evidence: ReadonlyMap<string, Evidence>;
  /** What was found about the document that a statement names by this link; undefined for what is no document. */
  documentOf: (commitment: string, link: string) => StepStatus | undefined;
}

export const NOT_CHECKED: CheckResult = {
  phase: "idle",
  statements: new Map(),
  total: 0,
  isSaid: () => false,
  evidence: new Map(),
  documentOf: () => undefined,
};

/** What was found of documents that were checked one by one, by link. */
export type CheckedDocuments = ReadonlyMap<string, "passed" | "failed">;

/** How many statements came out in which way. */
export function tally(result: CheckResult): Record<Outcome, number> {
  const counts = { verified: 0, failed: 0, unknown: 0 };
  for (const outcome of result.statements.values()) counts[outcome] += 1;
  return counts;
}

/** The parts of a statement that a page shows, as its event in the bundle has them. */
export interface SaidInBundle {
  account: string;
  eventType: string;
  bizStep: string | null;
  eventTime: string;
  items: readonly { subject: string; role: string; quantity: string | null; uom: string | null }[];
  beside: Beside;
}
