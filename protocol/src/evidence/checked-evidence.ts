import { timeText } from "../verify/time-text.ts";
import type { Declared, EventVerdict, Outcome, Step, StepId } from "../verify/verdict.ts";
import type { Beside } from "./beside.ts";
import { hasExpired } from "./has-expired.ts";
import type { Dispute, Evidence, RungStatus } from "./evidence.ts";

/** A statement that was checked, and what its proven text holds. */
export interface CheckedStatement {
  verdict: Pick<EventVerdict, "eventId" | "outcome" | "standing" | "steps">;
  account: string;
  /** An error declaration says the opposite of the event that it repeats. */
  declaresError: boolean;
  /** Read from the very event that was checked. */
  beside: Beside;
}

/**
 * The evidence of a statement by the steps of its check. A rung is reached only by steps that passed; a step that could not be decided
 * leaves it unknown, and what is missing reaches nothing.
 *
 * @param all every checked statement of the journey
 */
export function evidenceAsChecked(statement: CheckedStatement, all: readonly CheckedStatement[], now: Date): Evidence {
  const { verdict, account, beside } = statement;
  const { state, declarations } = verdict.standing;
  const others = all.filter((other) => isSameEvent(other, statement) && other.account.toLowerCase() !== account.toLowerCase());
  const content = rungOf(verdict.steps, ["schema", "event-hash", "content-digest"]);
  const hasEvidence = beside.certificates.length + beside.readings.length > 0;
  const anchored = rungOf(verdict.steps, ["inclusion", "anchor"]);
  return {
    basis: "checked",
    rungs: {
      claimed: rungOf(verdict.steps, ["schema", "event-hash", "content-digest", "signature", "signer"]),
      evidenced: hasEvidence ? evidencedRung(content, documentsRung(verdict.steps, beside), beside.readings.length > 0) : "open",
      verified: verifiedRung(others.map(({ verdict: { outcome } }) => outcome)),
      anchored,
      final: anchored === "reached" ? rungOf(verdict.steps, ["finality"]) : anchored,
    },
    sides: [
      ...(has(verdict.steps, "signer", "revoked") ? ["revoked" as const] : []),
      ...(state === "corrected" || state === "disputed" ? [state] : []),
      ...(content === "reached" && hasExpired(beside.validUntil, now) ? ["expired" as const] : []),
    ],
    disputes: state === "disputed" ? declarations.map(disputeOf) : [],
    verifiedBy: [...new Set(others.filter((other) => other.verdict.outcome === "verified").map((other) => other.account))],
  };
}

function isSameEvent(other: CheckedStatement, { verdict, declaresError }: CheckedStatement): boolean {
  const isWithdrawn = other.verdict.standing.state === "corrected";
  return other.verdict.eventId === verdict.eventId && !other.declaresError && !declaresError && !isWithdrawn;
}

function disputeOf({ account, name, since }: Declared): Dispute {
  return { party: { account, name }, since: since === null ? null : timeText(since) };
}

function rungOf(steps: readonly Step[], ids: readonly StepId[]): RungStatus {
  const found = ids.map((id) => steps.find((step) => step.id === id)?.status ?? "unknown");
  if (found.includes("failed")) return "failed";
  return found.includes("unknown") ? "unknown" : "reached";
}

/** An address of the web is no proof of anything: a certificate counts when it is one of the documents whose bytes were checked. */
function documentsRung(steps: readonly Step[], { certificates }: Beside): RungStatus {
  const rung = rungOf(steps, ["documents"]);
  const checked = steps.find(({ id }) => id === "documents")?.details?.["documents"]?.split(" ") ?? [];
  return rung === "reached" && !certificates.some((certificate) => checked.includes(certificate)) ? "unknown" : rung;
}

/** Measurements are in the text itself; a document that is not the one named fails the evidence, and one that nobody gave proves nothing. */
function evidencedRung(content: RungStatus, documents: RungStatus, isMeasured: boolean): RungStatus {
  if (content !== "reached" || isMeasured) return documents === "failed" ? "failed" : content;
  return documents;
}

/** One who is proven to say the same is enough; a proof against another says nothing about this claim. */
function verifiedRung(outcomes: readonly Outcome[]): RungStatus {
  if (outcomes.includes("verified")) return "reached";
  return outcomes.includes("unknown") ? "unknown" : "open";
}

/** True when a step failed for the reason that this detail stands for. */
function has(steps: readonly Step[], id: StepId, detail: string): boolean {
  return steps.some((step) => step.id === id && step.status === "failed" && step.details?.[detail] !== undefined);
}
