import { selectRows } from "../../../platform/context.ts";
import { AT, MAX_PARTS, type Reading } from "./part-rows.ts";

/** An input and an output of one process. */
export interface Pair {
  from: string;
  to: string;
  /** Sequences of the statements that say so. */
  madeBy: number[];
  /** Milliseconds since 1970. */
  fromAt: number;
  toAt: number;
  /** Null where one of the two was taken back and the other was not: then nothing joins them. */
  declaredInError: boolean | null;
}

/** What joins subjects to the other side of their processes, and which of them are children somewhere. */
export interface Joined {
  pairs: Pair[];
  contents: string[];
  /** There is more than one question reads. */
  isCut: boolean;
}

/** Pairs, column by column: ten thousand rows as five values cost a fraction of ten thousand rows. Null where there are none. */
interface Answer {
  mine: string[] | null;
  theirs: string[] | null;
  /** Sequences of both sides, and their times in milliseconds since 1970. */
  mySequences: number[] | null;
  theirSequences: number[] | null;
  myTimes: number[] | null;
  theirTimes: number[] | null;
  contents: string[] | null;
  withdrawn: number[] | null;
  /** Rows of the longest of the lists that were read. */
  longest: number;
}

/**
 * What joins these subjects, as inputs or as outputs. Both sides are looked up as a whole: for a thousand subjects that is a fraction of a
 * thousand look-ups; and that most are in nothing is seen on the way.
 */
export async function joinedParts(ctx: Reading, subjects: readonly string[], role: "input" | "output"): Promise<Joined> {
  const [answer] = await selectRows<Answer>(ctx, PAIRS, [JSON.stringify(subjects), role, role === "input" ? "output" : "input"]);
  const { mine, theirs, mySequences, theirSequences, myTimes, theirTimes, contents, withdrawn, longest } = { ...NOTHING, ...answer };
  const takenBack = new Set(withdrawn);
  const pairs = (mine ?? []).map((subject, place): Pair => {
    const my = { subject, sequence: mySequences?.[place] ?? 0, at: myTimes?.[place] ?? 0 };
    const their = { subject: theirs?.[place] ?? "", sequence: theirSequences?.[place] ?? 0, at: theirTimes?.[place] ?? 0 };
    return role === "input" ? pairOf(my, their, takenBack) : pairOf(their, my, takenBack);
  });
  return { pairs, contents: contents ?? [], isCut: longest >= MAX_PARTS };
}

const NOTHING = {
  ...{ mine: null, theirs: null, mySequences: null, theirSequences: null, myTimes: null, theirTimes: null, contents: null },
  ...{ withdrawn: null, longest: 0 },
} satisfies Answer;

/**
 * Lists made by a query of their own are looked up one by one, whatever the database guesses of their length. A full join is one that is never
 * done by comparing each with each, which is what it would choose for the few rows that it guesses; so the sides without another are left out
 * afterwards, and a process of a thousand inputs and outputs, which has a million pairs, is cut before.
 */
const PAIRS = `
  WITH mine AS MATERIALIZED (
    SELECT p.subject, p.joint, p.sequence, ${AT} AS at, p.role FROM trace_parts p
    WHERE p.subject = ANY(ARRAY(SELECT json_array_elements_text($1::json))) AND p.role IN ($2, 'child') AND p.joint IS NOT NULL
    LIMIT ${MAX_PARTS}
  ), theirs AS MATERIALIZED (
    SELECT p.subject, p.joint, p.sequence, ${AT} AS at FROM trace_parts p
    WHERE p.joint = ANY(ARRAY(SELECT DISTINCT joint FROM mine WHERE role = $2)) AND p.role = $3 LIMIT ${MAX_PARTS}
  ), sides AS MATERIALIZED (
    SELECT m.subject AS mine, t.subject AS theirs, m.sequence AS my_sequence, t.sequence AS their_sequence, m.at AS my_time, t.at AS their_time
    FROM (SELECT * FROM mine WHERE role = $2) m FULL JOIN theirs t ON t.joint = m.joint LIMIT ${2 * MAX_PARTS}
  ), pairs AS MATERIALIZED (
    SELECT * FROM sides WHERE my_sequence IS NOT NULL AND their_sequence IS NOT NULL AND mine <> theirs LIMIT ${MAX_PARTS}
  )
  SELECT array_to_json(array_agg(mine)) AS mine, array_to_json(array_agg(theirs)) AS theirs,
    array_to_json(array_agg(my_sequence)) AS "mySequences", array_to_json(array_agg(their_sequence)) AS "theirSequences",
    array_to_json(array_agg(my_time)) AS "myTimes", array_to_json(array_agg(their_time)) AS "theirTimes",
    (SELECT array_to_json(array_agg(DISTINCT subject)) FROM mine WHERE role = 'child') AS contents,
    (SELECT array_to_json(array_agg(w.sequence)) FROM withdrawn_statements w
     WHERE w.sequence = ANY(ARRAY(SELECT my_sequence FROM pairs UNION SELECT their_sequence FROM pairs))) AS withdrawn,
    greatest((SELECT count(*) FROM mine), (SELECT count(*) FROM theirs), (SELECT count(*) FROM pairs))::integer AS longest
  FROM pairs`;

interface Part {
  subject: string;
  sequence: number;
  at: number;
}

function pairOf(from: Part, to: Part, takenBack: ReadonlySet<number>): Pair {
  const isTakenBack = takenBack.has(from.sequence);
  return {
    ...{ from: from.subject, to: to.subject, fromAt: from.at, toAt: to.at },
    madeBy: from.sequence === to.sequence ? [from.sequence] : [from.sequence, to.sequence],
    declaredInError: isTakenBack === takenBack.has(to.sequence) ? isTakenBack : null,
  };
}
