import type { StatementState } from "@waybill/protocol/schemas/api/traceability";
import type { OutboxEntry } from "../../lib/outbox/outbox-entry.ts";
import type { Milestone } from "../../entities/Milestones.tsx";

export type StepKey = "signed" | "stored" | "anchored" | "final";
type Step = { key: StepKey; state: Milestone["state"] };

const REACHED: Record<StatementState, number> = { stored: 2, pending: 2, included: 3, safe: 3, final: 4 };
const KEYS: readonly StepKey[] = ["signed", "stored", "anchored", "final"];

/** How far a statement has come: by what the server says of it, or before that by what the outbox does with it. */
export function stepsOf(entry: OutboxEntry | undefined, state: StatementState | null): Step[] {
  const reached = state === null ? (entry?.state === "sent" ? 2 : 1) : REACHED[state];
  const refused = state === null && entry?.state === "refused";
  return KEYS.map((key, index) => ({ key, state: index < reached ? "done" : index > reached ? "todo" : refused ? "failed" : "current" }));
}
