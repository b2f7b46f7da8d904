/** The outcome of one check. `unknown` means: could not be checked, with the reason; it never counts as passed. */
export type StepStatus = "passed" | "failed" | "unknown";

export type StepId =
  | "schema"
  | "event-hash"
  | "content-digest"
  | "signature"
  | "signer"
  | "inclusion"
  | "anchor"
  | "finality"
  | "corrections";

export interface Step<Id extends string = StepId> {
  id: Id;
  status: StepStatus;
  /** One plain English sentence: what was found, or why it could not be checked. */
  reason: string;
  /** Values that an expert may want to compare, e.g. expected and computed hash. */
  details?: Record<string, string>;
}

/** `verified` only when every step passed; one failure makes `failed`; anything else is `unknown`. */
export type Outcome = "verified" | "failed" | "unknown";

export interface Verdict<Id extends string = StepId> {
  outcome: Outcome;
  steps: Step<Id>[];
}

export interface EventVerdict extends Verdict {
  eventId: string;
  commitment: string;
}

export type HistoryStepId = "inclusion" | "anchor" | "finality" | "complete";
export type CustodyStepId = "unit" | "signatures" | "sequence" | "chain-state" | "finality";

export interface JourneyVerdict {
  outcome: Outcome;
  events: EventVerdict[];
  histories: (Verdict<HistoryStepId> & { subject: string; count: number; asOf?: number })[];
  custody: (Verdict<CustodyStepId> & { subject: string; holder?: string })[];
}

/** The outcome of a list of steps: failed beats unknown beats passed, and no steps at all is unknown. */
export function outcomeOf(steps: readonly { status: StepStatus }[]): Outcome {
  if (steps.some((step) => step.status === "failed")) return "failed";
  if (steps.length === 0 || steps.some((step) => step.status === "unknown")) return "unknown";
  return "verified";
}
