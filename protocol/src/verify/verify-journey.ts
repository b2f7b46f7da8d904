import type { JsonObject } from "../hashing/lossless-json.ts";
import { canonicalDigitalLink } from "../identifiers/digital-link.ts";
import {
  journeyBundle,
  type AnchorEntry,
  type BundledStatement,
  type ChainReference,
  type CustodyProof,
  type HistoryProof,
  type JourneyBundle,
} from "../schemas/bundle.ts";
import type { Hex32 } from "../schemas/primitives.ts";
import { proveAnchoring } from "./anchor-proof.ts";
import type { ChainReader } from "./chain-reader.ts";
import { createCompanions } from "./companions.ts";
import { checkCustodyComplete, findListedUnits } from "./custody/left-out.ts";
import { verifyCustody } from "./custody/verify-custody.ts";
import { proveHistory, type CheckedHistory } from "./history-proof.ts";
import { checkComplete, type ShownStatement } from "./journey/completeness.ts";
import { checkStanding, weightOf } from "./journey/outcome.ts";
import { createReliance } from "./journey/relied-on.ts";
import { checkScope } from "./journey/scope.ts";
import { readBundle } from "./read-bundle.ts";
import { createRun, foreignChain, type Run, type Trusted } from "./run.ts";
import { failed, passed, stepOf, unknown, type Finding } from "./step.ts";
import type { ReadDocument } from "./steps/documents.ts";
import { subjectNamesOf } from "./subject-names.ts";
import type { CustodyVerdict, EventVerdict, HistoryVerdict, JourneyVerdict, Outcome, Step } from "./verdict.ts";
import { outcomeOf } from "./verdict.ts";
import { verifyStatement } from "./verify-event.ts";

export interface VerifyJourneyOptions {
  /** The contract that the reader trusts; `abi/deployments` knows the published ones. */
  trusted: Trusted;
  /** Digital Link, in any spelling, of what the reader holds in hand: a journey of anything else fails. */
  subject?: string;
  /** Finds the bytes of documents that the bundle does not bring. */
  readDocument?: ReadDocument;
  /** Called with each step of the event at `index` as soon as it is known. */
  onStep?: (step: Step, index: number) => void;
  onEvent?: (verdict: EventVerdict, index: number) => void;
  onHistory?: (verdict: HistoryVerdict, index: number) => void;
  onCustody?: (verdict: CustodyVerdict, index: number) => void;
}

/**
 * Checks a whole journey: every statement, that none and no record of custody is missing from any history, and who held each unit. Chain reads are shared. Never
 * throws on a bad bundle.
 *
 * @param bundle text of a journey bundle, or the object (its events parsed losslessly)
 * @example
 * const { outcome } = await verifyJourney(text, reader, { trusted, onEvent: (event, i) => draw(i, event) });
 */
export async function verifyJourney(
  bundle: JourneyBundle | string,
  reader: ChainReader,
  options: VerifyJourneyOptions,
): Promise<JourneyVerdict> {
  const read = readBundle(bundle, journeyBundle);
  if (read.bundle === undefined) return unreadable(read.error);
  const journey = read.bundle;
  const run = createRun(reader, options.trusted, journey.chain as ChainReference);
  const shape = await stepOf("bundle", () => checkShape(run, journey.subject, options.subject));

  const histories = Promise.all(journey.histories.map((history: HistoryProof) => proveHistory(run, history)));
  const events = await verifyEvents(run, journey, { ...options, histories });
  const shown = await Promise.all(journey.events.map((event: BundledStatement) => shownStatement(run, event)));
  const units = await findListedUnits(run, await histories, journey);
  const known = { erased: journey.erased, units: units.all };
  const lists = await Promise.all((await histories).map((checked) => historyVerdict(checked, shown, known)));
  lists.forEach((list, index) => options.onHistory?.(list, index));
  const asOf = newest((await histories).flatMap((checked) => checked.asOf ?? []));
  const custody = await verifyEachCustody(run, journey.custody, { ...options, asOf });
  const scope = await stepOf("scope", () => {
    const documents = journey.events.map(({ event }: BundledStatement) => event as JsonObject);
    const covered = journey.histories.map(({ subject }: HistoryProof) => subject as string);
    return checkStanding(journey.events, events) ?? checkScope(journey.subject, documents, covered);
  });
  const recorded = await stepOf("custody", async () => checkCustodyComplete(await histories, units));

  const steps = [shape, scope, recorded];
  const parts = [...events.map(weightOf), ...[...lists, ...custody].map((part) => part.outcome)];
  return { outcome: worstOf([outcomeOf(steps), ...parts]), steps, events, histories: lists, custody };
}

async function checkShape(run: Run, subject: string, wanted: string | undefined): Promise<Finding> {
  if (wanted !== undefined && (canonicalDigitalLink(wanted) ?? wanted) !== subject)
    return failed(`The bundle is the journey of ${subject}, not of ${wanted}.`);
  return (await foreignChain(run)) ?? passed("The bundle has the expected form and is for the contract you trust.");
}

/** One after another, so that a page can draw them in order while the next is checked. */
async function verifyEvents(
  run: Run,
  journey: JourneyBundle,
  { histories, readDocument, onStep, onEvent }: VerifyJourneyOptions & { histories: Promise<readonly CheckedHistory[]> },
): Promise<EventVerdict[]> {
  const verdicts: EventVerdict[] = [];
  const companions = createCompanions(run, journey.events);
  const reliance = createReliance(journey);
  for (const [index, bundle] of (journey.events as BundledStatement[]).entries()) {
    const subjects = subjectsIn(bundle);
    const verdict = await verifyStatement(run, bundle, {
      histories,
      require: "any",
      companions,
      reliedOn: (from, until) => reliance(subjects, from, until),
      readDocument,
      onStep: (step) => onStep?.(step, index),
    });
    verdicts.push(verdict);
    onEvent?.(verdict, index);
  }
  return verdicts;
}

async function verifyEachCustody(
  run: Run,
  proofs: readonly CustodyProof[],
  { onCustody, asOf }: VerifyJourneyOptions & { asOf: AnchorEntry | undefined },
): Promise<CustodyVerdict[]> {
  const verdicts: CustodyVerdict[] = [];
  for (const [index, proof] of proofs.entries()) {
    const verdict = await verifyCustody(run, proof, asOf);
    verdicts.push(verdict);
    onCustody?.(verdict, index);
  }
  return verdicts;
}

function newest(anchors: readonly AnchorEntry[]): AnchorEntry | undefined {
  return anchors.toSorted((a, b) => b.entry.index - a.entry.index)[0];
}

async function shownStatement(run: Run, bundle: BundledStatement): Promise<ShownStatement> {
  const { proven } = await proveAnchoring(run, "statement", bundle.commitment as Hex32, bundle.anchoring);
  return { bundle, subjects: subjectsIn(bundle), anchor: proven };
}

/** An event too odd to read is about nothing; its own steps say what is wrong with it. */
function subjectsIn({ event }: BundledStatement): string[] {
  try {
    return subjectNamesOf(event as JsonObject);
  } catch {
    return [];
  }
}

async function historyVerdict(
  checked: CheckedHistory,
  shown: readonly ShownStatement[],
  known: { erased: JourneyBundle["erased"]; units: ReadonlySet<string> },
): Promise<HistoryVerdict> {
  const complete = await stepOf("complete", () => checkComplete(checked, shown, known));
  const steps = [checked.proof.inclusion, checked.proof.anchor, checked.proof.finality, complete];
  const { subject, entries } = checked.history;
  const count = entries.filter(({ commitment }) => !known.units.has(commitment)).length;
  return { outcome: outcomeOf(steps), subject, count, asOf: checked.asOf?.timestamp, steps };
}

function worstOf(outcomes: readonly Outcome[]): Outcome {
  return outcomes.find((outcome) => outcome === "failed") ?? outcomes.find((outcome) => outcome === "unknown") ?? "verified";
}

const UNREAD = "Not checked, because the bundle could not be read.";

async function unreadable(error: string): Promise<JourneyVerdict> {
  const steps = await Promise.all([
    stepOf("bundle", () => failed(`This is not a bundle of a journey: ${error}.`)),
    stepOf("scope", () => unknown(UNREAD)),
    stepOf("custody", () => unknown(UNREAD)),
  ]);
  return { outcome: "failed", steps, events: [], histories: [], custody: [] };
}
