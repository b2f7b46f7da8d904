import type { AnchorEntry } from "../../schemas/bundle.ts";
import type { Hex32 } from "../../schemas/primitives.ts";
import { isBy, type Companions, type Declaration } from "../companions.ts";
import type { CheckedHistory } from "../history-proof.ts";
import { failed, passed, unknown, type Finding } from "../step.ts";
import { timeText } from "../time-text.ts";
import type { Declared, Reliance, Standing } from "../verdict.ts";

export interface CorrectionsParameters {
  eventHash: Hex32;
  commitment: Hex32;
  account: string;
  /** A declaration is no event that could be declared wrong: whoever regrets it states the event again. */
  isDeclaration: boolean;
  /** Subjects of the event: where a correction would be listed. */
  subjects: readonly string[];
  /** The event's own proven anchor. */
  anchor: AnchorEntry | undefined;
  histories: readonly CheckedHistory[];
  /** "any" is enough inside a journey: a correction repeats the event, so it is listed under every one of its subjects. */
  require: "every" | "any";
  companions: Companions;
  /** What was anchored between two times and could rely on the event. */
  reliedOn: (from: number, until: number) => readonly Reliance[];
}

export interface Corrections {
  finding: Finding;
  standing: Standing;
}

export const UNDECIDED: Standing = { state: "unknown", declarations: [], before: [] };
const STANDS: Standing = { state: "stands", declarations: [], before: [] };

/**
 * What the proven histories of the event's subjects list against it, and who says so. A declaration of its own author withdraws it, one of
 * another disputes it; both are found, neither is a fault of the proof. One that is not here, or not proven, leaves it open.
 */
export async function checkCorrections(asked: CorrectionsParameters): Promise<Corrections> {
  const coverage = checkCoverage(asked);
  if (coverage.status === "failed" || asked.isDeclaration) {
    const declares = "This statement itself declares an event to be in error; the event stays beside it.";
    const finding = coverage.status === "passed" ? passed(declares, coverage.details) : coverage;
    return { finding, standing: finding.status === "passed" ? STANDS : UNDECIDED };
  }
  const listed = listedAgainst(asked);
  const declarations = await Promise.all(listed.map((commitment) => asked.companions.declaration(commitment, asked.eventHash)));
  const known = declarations.filter((declaration) => declaration !== undefined);
  const own = known.filter((declaration) => declaration.isProven && isBy(declaration, asked.account));
  if (own.length > 0) return withdrawn(asked, own);
  const disputes = known.filter((declaration) => declaration.isOpened && !isBy(declaration, asked.account));
  const standing: Standing = disputes.length > 0 ? { state: "disputed", declarations: disputes.map(declaredBy), before: [] } : UNDECIDED;
  if (coverage.status === "unknown") return { finding: coverage, standing };
  if (disputes.length < listed.length) return { finding: openFor(known, asked.account), standing };
  if (disputes.length > 0) return { finding: disputed(disputes), standing };
  return { finding: coverage, standing: STANDS };
}

async function withdrawn(
  { companions, eventHash, account, anchor, reliedOn }: CorrectionsParameters,
  own: readonly Declaration[],
): Promise<Corrections> {
  const times = own.flatMap(({ since }) => since ?? []);
  const before = anchor === undefined ? [] : reliedOn(anchor.timestamp, Math.max(...times));
  const standing: Standing = { state: "corrected", declarations: own.map(declaredBy), before };
  const details = { withdrawal: own.map(({ commitment }) => commitment).join(" "), since: timeText(Math.min(...times)) };
  const late = before.length === 0 ? "" : ` That was after a ${before.join(" and a ")} on this journey, which it does not undo.`;
  const said = `Its own author declared this event to be in error, anchored ${details.since}: it is shown, and counts for nothing.${late}`;
  for (const name of new Set(own.flatMap(({ correctives }) => correctives))) {
    const found = await companions.event(name, { wrong: eventHash, account });
    if (found === "proven") continue;
    const why = found === "absent" ? "is not among the statements here" : "is not proven";
    return { finding: unknown(`${said} The event ${name}, which its author names in its place, ${why}.`, details), standing };
  }
  return { finding: passed(said, details), standing };
}

function disputed(disputes: readonly Declaration[]): Finding {
  const said = disputes.map(({ name, account, since, isProven }) => {
    const who = isProven ? (name ?? account) : `somebody in the name of ${account}, which is not proven`;
    return since === null ? who : `${who}, since ${timeText(since)}`;
  });
  const reason = `Disputed by ${said.join("; ")}: declared there to be in error. Only its own author can withdraw it, so its proof stays as it is.`;
  return passed(reason, { disputes: disputes.map(({ commitment }) => commitment).join(" ") });
}

function openFor(known: readonly Declaration[], account: string): Finding {
  const inItsName = known.some((declaration) => isBy(declaration, account));
  const why = inItsName
    ? "in its author's name, but that is not proven"
    : "but by whom is open: that statement is not here, or was exchanged";
  return unknown(`A later statement declares this event to be in error, ${why}.`);
}

function declaredBy({ commitment, account, name, since, isProven }: Declaration): Declared {
  return { commitment, account, name: isProven ? name : null, since };
}

/** Statements that a proven history lists as declaring the event to be in error, each once. */
function listedAgainst({ eventHash, commitment, histories }: CorrectionsParameters): string[] {
  const entries = histories.filter(({ asOf }) => asOf !== undefined).flatMap(({ history }) => history.entries);
  const against = entries.filter((entry) => entry.corrects === eventHash && entry.commitment !== commitment);
  return [...new Set(against.map((entry) => entry.commitment as string))];
}

/** Whether the proven histories would list every declaration against this statement. */
function checkCoverage({ commitment, subjects, anchor, histories, require }: CorrectionsParameters): Finding {
  if (subjects.length === 0) return unknown("This event names no lot, serial or logistic unit, so nothing lists corrections to it.");
  const stray = histories.find(({ history }) => !subjects.includes(history.subject));
  if (stray !== undefined) return failed(`The bundle adds the history of ${stray.history.subject}, which the event does not name.`);
  const contradicted = histories.find((checked) => checked.contradicted);
  if (contradicted !== undefined)
    return failed(`The history of ${contradicted.history.subject} is not the anchored one. ${contradicted.problem}`);

  const proven = histories.filter((checked) => checked.asOf !== undefined);
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
