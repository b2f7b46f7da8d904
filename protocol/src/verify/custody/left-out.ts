import type { CustodyProof, JourneyBundle } from "../../schemas/bundle.ts";
import type { Hex32 } from "../../schemas/primitives.ts";
import type { CustodyState } from "../chain-reader.ts";
import type { CheckedHistory } from "../history-proof.ts";
import type { Run } from "../run.ts";
import { failed, messageOf, passed, unknown, type Finding } from "../step.ts";
import { stateText } from "./state-text.ts";

/** A unit that a proven history lists, and that has no record of custody here. */
export interface LeftOut {
  subject: string;
  unit: Hex32;
  /** What the contract has of it now. */
  state: CustodyState;
}

/** Units under custody that proven histories list. */
export interface ListedUnits {
  /** Their keys. */
  all: ReadonlySet<string>;
  /** Those without a record here. */
  leftOut: readonly LeftOut[];
  /** Why the contract could not be asked; what nothing explains then counts as a statement that is missing. */
  problem?: string;
}

/**
 * Finds the units that proven histories list. Their keys look like any commitment, so the contract is asked about whatever no statement here
 * explains: what it has under custody is a unit. One that is called erased is asked about, too: custody cannot be.
 */
export async function findListedUnits(
  run: Run,
  histories: readonly CheckedHistory[],
  { events, custody }: Pick<JourneyBundle, "events" | "custody">,
): Promise<ListedUnits> {
  const statements = new Set<string>(events.map(({ commitment }) => commitment));
  const records = new Set(custody.map(({ subject, unit }: CustodyProof) => `${subject} ${unit}`));
  const listed = histories
    .filter(({ asOf }) => asOf !== undefined)
    .flatMap(({ history: { subject, entries } }) =>
      entries.map(({ commitment }) => ({ subject: subject as string, unit: commitment as Hex32 })),
    )
    .filter(({ unit }) => !statements.has(unit));
  const shown = listed.filter(({ subject, unit }) => records.has(`${subject} ${unit}`));
  const leftOut: LeftOut[] = [];
  let problem: string | undefined;
  for (const { subject, unit } of listed.filter((one) => !shown.includes(one))) {
    try {
      const state = await run.reader.custodyOf(run.trusted.supplyChain, unit, "latest");
      if (state.status !== "none") leftOut.push({ subject, unit, state });
    } catch (error) {
      problem = messageOf(error);
    }
  }
  return { all: new Set([...shown, ...leftOut].map(({ unit }) => unit)), leftOut, problem };
}

/** Every unit that an anchored history lists has its record of custody here. */
export function checkCustodyComplete(histories: readonly CheckedHistory[], { all, leftOut, problem }: ListedUnits): Finding {
  const [first] = leftOut;
  if (first !== undefined) {
    const more = leftOut.length > 1 ? ` So are ${leftOut.length - 1} more.` : "";
    return failed(
      `The record of custody of a unit of ${first.subject} is missing, which the contract has as ${stateText(first.state)}.${more}`,
      { units: leftOut.map(({ unit }) => unit).join(" ") },
    );
  }
  if (problem !== undefined) return unknown(`Whether a record of custody is missing could not be checked: ${problem}.`);
  const open = histories.find(({ asOf }) => asOf === undefined);
  if (open !== undefined)
    return unknown(`Whether a record of custody is missing is open: the history of ${open.history.subject} is not proven.`);
  if (histories.length === 0) return unknown("Whether a record of custody is missing is open: the bundle brings no history.");
  return all.size === 0
    ? passed("No history here lists a unit that was put under custody.")
    : passed(`Every unit under custody that the histories list has its record here: ${all.size}.`);
}
