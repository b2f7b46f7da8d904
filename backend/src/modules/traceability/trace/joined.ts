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

/** Parts, column by column: ten thousand rows as five values cost a fraction of ten thousand rows. Null where there are none. */
interface Answer {
  subjects: string[] | null;
  joints: string[] | null;
  sequences: number[] | null;
  /** Milliseconds since 1970. */
  times: number[] | null;
  sides: Side[] | null;
  withdrawn: number[] | null;
}
type Side = "mine" | "child" | "theirs";

interface Part {
  subject: string;
  sequence: number;
  at: number;
}

/**
 * What joins these subjects, as inputs or as outputs. Both sides are looked up as a whole: for a thousand subjects that is a fraction of a
 * thousand look-ups; and that most are in nothing is seen on the way. They are put together here: a database that guesses few rows would
 * compare each with each.
 */
export async function joinedParts(ctx: Reading, subjects: readonly string[], role: "input" | "output"): Promise<Joined> {
  const [answer] = await selectRows<Answer>(ctx, BOTH_SIDES, [JSON.stringify(subjects), role, role === "input" ? "output" : "input"]);
  const { subjects: found, joints, sequences, times, sides, withdrawn } = { ...NOTHING, ...answer };
  const contents = new Set<string>();
  const mine = new Map<string, Part[]>();
  const theirs: number[] = [];
  const partAt = (place: number): Part => ({ subject: found?.[place] ?? "", sequence: sequences?.[place] ?? 0, at: times?.[place] ?? 0 });
  for (const [place, side] of (sides ?? []).entries()) {
    if (side === "child") contents.add(found?.[place] ?? "");
    else if (side === "theirs") theirs.push(place);
    else added(mine, joints?.[place] ?? "", partAt(place));
  }
  const takenBack = new Set(withdrawn);
  const pairs: Pair[] = [];
  for (const place of theirs) {
    const their = partAt(place);
    for (const part of mine.get(joints?.[place] ?? "") ?? []) {
      // A process of a thousand inputs and outputs has a million pairs.
      if (pairs.length < MAX_PARTS && part.subject !== their.subject)
        pairs.push(role === "input" ? pairOf(part, their, takenBack) : pairOf(their, part, takenBack));
    }
  }
  const isCut = [theirs.length, (sides?.length ?? 0) - theirs.length, pairs.length].some((count) => count >= MAX_PARTS);
  return { pairs, contents: [...contents], isCut };
}

const NOTHING: Answer = { subjects: null, joints: null, sequences: null, times: null, sides: null, withdrawn: null };

/** Lists made by a query of their own are looked up one by one, whatever the database guesses of their length. */
const BOTH_SIDES = `
  WITH mine AS MATERIALIZED (
    SELECT p.subject, p.joint, p.sequence, ${AT} AS at, CASE p.role WHEN 'child' THEN 'child' ELSE 'mine' END AS side FROM trace_parts p
    WHERE p.subject = ANY(ARRAY(SELECT json_array_elements_text($1::json))) AND p.role IN ($2, 'child') AND p.joint IS NOT NULL
    LIMIT ${MAX_PARTS}
  ), theirs AS MATERIALIZED (
    SELECT p.subject, p.joint, p.sequence, ${AT} AS at, 'theirs' AS side FROM trace_parts p
    WHERE p.joint = ANY(ARRAY(SELECT DISTINCT joint FROM mine WHERE side = 'mine')) AND p.role = $3 LIMIT ${MAX_PARTS}
  ), both_sides AS MATERIALIZED (SELECT * FROM mine UNION ALL SELECT * FROM theirs)
  SELECT array_to_json(array_agg(subject)) AS subjects, array_to_json(array_agg(joint)) AS joints, array_to_json(array_agg(sequence)) AS sequences,
    array_to_json(array_agg(at)) AS times, array_to_json(array_agg(side)) AS sides,
    (SELECT array_to_json(array_agg(w.sequence)) FROM withdrawn_statements w WHERE w.sequence = ANY(ARRAY(SELECT sequence FROM both_sides))) AS withdrawn
  FROM both_sides`;

function pairOf(from: Part, to: Part, takenBack: ReadonlySet<number>): Pair {
  const isTakenBack = takenBack.has(from.sequence);
  return {
    ...{ from: from.subject, to: to.subject, fromAt: from.at, toAt: to.at },
    madeBy: from.sequence === to.sequence ? [from.sequence] : [from.sequence, to.sequence],
    declaredInError: isTakenBack === takenBack.has(to.sequence) ? isTakenBack : null,
  };
}

function added<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
