/** The outcome of one check. `unknown` means: could not be checked, with the reason; it never counts as passed. */
export type StepStatus = "passed" | "failed" | "unknown";

/** Steps of one statement, in the order they are shown. */
export const STEP_IDS = [
  "schema",
  "event-hash",
  "content-digest",
  "signature",
  "signer",
  "inclusion",
  "anchor",
  "finality",
  "corrections",
  "documents",
] as const;
export type StepId = (typeof STEP_IDS)[number];

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

/** A proven statement that declares an event to be in error. */
export interface Declared {
  commitment: string;
  account: string;
  /** As registered on chain; null when that is not proven. */
  name: string | null;
  /** Time of its anchor, seconds since 1970; null when that is not proven. */
  since: number | null;
}

/** What on the journey was anchored between an event and its withdrawal, and so could rely on it. */
export type Reliance = "recall" | "handover";

/**
 * What became of an event: it stands; its own author declared it to be in error (`corrected`), so it counts for nothing; another
 * organisation did (`disputed`), which changes nothing in its proof; or that could not be decided.
 */
export interface Standing {
  state: "stands" | "corrected" | "disputed" | "unknown";
  /** The declarations that make it so. */
  declarations: readonly Declared[];
  /** Of a corrected event: what came before it was withdrawn. */
  before: readonly Reliance[];
}

/** `outcome` is of the proof; an event that its author has withdrawn is never `verified`. */
export interface EventVerdict extends Verdict {
  eventId: string;
  commitment: string;
  standing: Standing;
}

/** Steps of a disclosure. Corrections are not among them: they are found by the event's hash, which stays hidden. */
export const DISCLOSURE_STEP_IDS = ["fields", "signature", "signer", "inclusion", "anchor", "finality"] as const;
export type DisclosureStepId = (typeof DISCLOSURE_STEP_IDS)[number];

export interface DisclosureVerdict extends Verdict<DisclosureStepId> {
  commitment: string;
  /** What was said, in the order of the pointers; undefined when the step `fields` has not passed. */
  disclosed?: DisclosedFields;
}

export interface DisclosedFields {
  /** `json` is the RFC 8785 form of the value: that is what was proven. */
  fields: { pointer: string; json: string }[];
  /** How many fields of the event are not shown. */
  hidden: number;
  /** The statement says that an event was wrong. */
  declaresError: boolean;
}

export type HistoryStepId = "inclusion" | "anchor" | "finality" | "complete";
export type CustodyStepId = "unit" | "signatures" | "sequence" | "chain-state" | "finality";

export interface HistoryVerdict extends Verdict<HistoryStepId> {
  subject: string;
  /** Number of statements that the history lists. */
  count: number;
  /** Time of the anchor up to which it is complete, seconds since 1970; undefined when that is not proven. */
  asOf?: number;
}

export interface CustodyVerdict extends Verdict<CustodyStepId> {
  subject: string;
  /** Account that holds the unit, once the contract's state confirms it. */
  holder?: string;
}

/** `bundle`: its shape and its chain; `scope`: everything the journey depends on is in it; `custody`: no record of custody was left out. */
export type JourneyStepId = "bundle" | "scope" | "custody";

export interface JourneyVerdict {
  outcome: Outcome;
  /** What concerns the bundle as a whole. */
  steps: Step<JourneyStepId>[];
  events: EventVerdict[];
  histories: HistoryVerdict[];
  custody: CustodyVerdict[];
}

/** How many statements were withdrawn by their authors, and how many others dispute: to be said beside every outcome. */
export function standingsOf(events: readonly Pick<EventVerdict, "standing">[]): { withdrawn: number; disputed: number } {
  const count = (wanted: Standing["state"]) => events.filter(({ standing }) => standing.state === wanted).length;
  return { withdrawn: count("corrected"), disputed: count("disputed") };
}

/** The outcome of a list of steps: failed beats unknown beats passed, and no steps at all is unknown. */
export function outcomeOf(steps: readonly { status: StepStatus }[]): Outcome {
  if (steps.some((step) => step.status === "failed")) return "failed";
  if (steps.length === 0 || steps.some((step) => step.status === "unknown")) return "unknown";
  return "verified";
}
