import { correctsOf } from "../../hashing/corrects.ts";
import type { AnchorEntry, BundledStatement, JourneyBundle } from "../../schemas/bundle.ts";
import type { CheckedHistory } from "../history-proof.ts";
import { failed, passed, unknown, type Finding } from "../step.ts";
import { eventHashIn } from "../steps/event-hash.ts";
import { timeText } from "../time-text.ts";

/** A statement that the journey shows, and the anchor proven for it, if any. */
export interface ShownStatement {
  bundle: BundledStatement;
  /** What the event is about. */
  subjects: readonly string[];
  anchor: AnchorEntry | undefined;
}

/**
 * The journey shows exactly the statements that the anchored history lists: none is missing, added or marked otherwise. One that is said
 * to be erased leaves it open: the service could say so of any. Units under custody that the history lists are looked at by themselves.
 *
 * @param units keys of the units that histories list
 */
export function checkComplete(
  { history, asOf, problem, contradicted }: CheckedHistory,
  shown: readonly ShownStatement[],
  { erased, units }: { erased: JourneyBundle["erased"]; units: ReadonlySet<string> },
): Finding {
  const { subject } = history;
  const entries = history.entries.filter(({ commitment }) => !units.has(commitment));
  if (asOf === undefined) {
    const reason = `Whether all statements about ${subject} are here is open. ${problem ?? ""}`.trim();
    return contradicted ? failed(reason) : unknown(reason);
  }
  const byCommitment = new Map(shown.map((statement) => [statement.bundle.commitment as string, statement]));
  const erasures = new Map(erased.map(({ commitment, erasedAt }) => [commitment as string, erasedAt]));
  for (const { commitment, corrects } of entries) {
    const statement = byCommitment.get(commitment);
    if (statement === undefined && erasures.has(commitment)) continue;
    if (statement === undefined)
      return failed(`A statement that was anchored is missing: one of ${entries.length} about ${subject}.`, { commitment });
    const { event, eventId } = statement.bundle;
    if (!statement.subjects.includes(subject)) return failed(`The history lists a statement that is not about ${subject}.`, { commitment });
    if (correctsOf(event, eventHashIn(eventId)) !== corrects) {
      return failed(`The history is wrong about whether a statement about ${subject} declares an error.`, { commitment });
    }
  }
  const listed = new Set<string>(entries.map(({ commitment }) => commitment));
  const unlisted = shown.filter(
    ({ bundle, subjects, anchor }) => anchor !== undefined && subjects.includes(subject) && !listed.has(bundle.commitment),
  );
  const omitted = unlisted.find(({ anchor }) => (anchor?.entry.index ?? 0) <= asOf.entry.index);
  if (omitted !== undefined)
    return failed(`The history leaves out an anchored statement about ${subject}.`, { commitment: omitted.bundle.commitment });
  if (unlisted.length > 0) return unknown(`The history of ${subject} ends before its newest statement was anchored.`);
  const gone = entries.find(({ commitment }) => erasures.has(commitment) && !byCommitment.has(commitment));
  if (gone !== undefined) {
    const when = timeText(erasures.get(gone.commitment) ?? 0);
    const reason = `A statement about ${subject} was erased on request, as the service says on ${when}: what it said cannot be checked any more.`;
    return unknown(reason, { commitment: gone.commitment });
  }
  const time = timeText(asOf.timestamp);
  return passed(`All ${entries.length} statements about ${subject} that were anchored up to ${time} are here.`, { asOf: time });
}
