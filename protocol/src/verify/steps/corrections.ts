import type { AnchorEntry } from "../../schemas/bundle.ts";
import type { Hex32 } from "../../schemas/primitives.ts";
import type { CheckedHistory } from "../history-proof.ts";
import { failed, passed, unknown, type Finding } from "../step.ts";
import { timeText } from "../time-text.ts";

export interface CorrectionsParameters {
  eventHash: Hex32;
  commitment: Hex32;
  /** Subjects of the event: where a correction would be listed. */
  subjects: readonly string[];
  /** The event's own proven anchor. */
  anchor: AnchorEntry | undefined;
  histories: readonly CheckedHistory[];
  /** "any" is enough inside a journey: a correction repeats the event, so it is listed under every one of its subjects. */
  require: "every" | "any";
}

/** No statement in the proven histories of the event's subjects declares this event to be in error. */
export function checkCorrections({ eventHash, commitment, subjects, anchor, histories, require }: CorrectionsParameters): Finding {
  if (subjects.length === 0) return unknown("This event names no lot, serial or logistic unit, so nothing lists corrections to it.");
  const stray = histories.find(({ history }) => !subjects.includes(history.subject));
  if (stray !== undefined) return failed(`The bundle adds the history of ${stray.history.subject}, which the event does not name.`);
  const contradicted = histories.find((checked) => checked.contradicted);
  if (contradicted !== undefined)
    return failed(`The history of ${contradicted.history.subject} is not the anchored one. ${contradicted.problem}`);

  const proven = histories.filter((checked) => checked.asOf !== undefined);
  for (const { history } of proven) {
    const correction = history.entries.find((entry) => entry.corrects === eventHash && entry.commitment !== commitment);
    if (correction !== undefined) {
      return failed("A later statement declares this event to be in error.", {
        correction: correction.commitment,
        subject: history.subject,
      });
    }
  }
  if (anchor === undefined) return unknown("Corrections are listed from the anchor on, and this event's anchor is not proven.");
  const covering = proven.filter(({ history }) => history.entries.some((entry) => entry.commitment === commitment));
  const omitting = proven.find((checked) => !covering.includes(checked) && (checked.asOf?.entry.index ?? 0) >= anchor.entry.index);
  if (omitting !== undefined) return failed(`The history of ${omitting.history.subject} leaves this statement out.`);
  const missing = subjects.filter((subject) => !covering.some(({ history }) => history.subject === subject));
  if (missing.length === subjects.length || (require === "every" && missing.length > 0)) {
    const why = histories.find((checked) => checked.problem !== undefined)?.problem;
    return unknown(
      `No proven history of ${missing[0]} covers this statement, so a correction could be missing.${why === undefined ? "" : ` ${why}`}`,
    );
  }
  const asOf = timeText(Math.min(...covering.map((checked) => checked.asOf?.timestamp ?? 0)));
  return passed(`Nothing anchored up to ${asOf} declares this event to be in error.`, { asOf });
}
