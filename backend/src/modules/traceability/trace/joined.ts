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

/** Parts column by column: ten thousand rows as four values cost a fraction of ten thousand rows. Null where there are none. */
interface Columns {
  subjects: string[] | null;
  sequences: number[] | null;
  /** Of a process that several events tell of; null for one that is one event. */
  joints: (string | null)[] | null;
  /** Milliseconds since 1970. */
  times: (number | null)[] | null;
  /** Sequences among these of statements that were taken back. */
  withdrawn: number[] | null;
}

interface Part {
  subject: string;
  sequence: number;
  joint: string | null;
  at: number;
}

/**
 * What joins these subjects, as inputs or as outputs. Both sides are looked up as a whole: for a thousand subjects that is a fraction of a
 * thousand look-ups; and that most are in nothing is seen on the way.
 */
export async function joinedParts(ctx: Reading, subjects: readonly string[], role: "input" | "output"): Promise<Joined> {
  const [asked] = await selectRows<Columns & { contents: string[] | null; count: number }>(ctx, MINE, [JSON.stringify(subjects), role]);
  const mine = partsIn(asked);
  const [answer] = mine.length === 0 ? [] : await selectRows<Columns>(ctx, THEIRS, othersOf(mine, role));
  const theirs = Map.groupBy(partsIn(answer), processOf);
  const takenBack = new Set([...(asked?.withdrawn ?? []), ...(answer?.withdrawn ?? [])]);
  const pairs: Pair[] = [];
  for (const my of mine) {
    for (const their of theirs.get(processOf(my)) ?? []) {
      // A process of a thousand inputs and outputs has a million pairs.
      if (pairs.length >= MAX_PARTS) break;
      if (my.subject !== their.subject) pairs.push(role === "input" ? pairOf(my, their, takenBack) : pairOf(their, my, takenBack));
    }
  }
  const longest = Math.max(asked?.count ?? 0, answer?.subjects?.length ?? 0, pairs.length);
  return { pairs, contents: asked?.contents ?? [], isCut: longest >= MAX_PARTS };
}

/** Lists made by a query of their own are looked up one by one, whatever the database guesses of their length. */
const MINE = `
  SELECT array_to_json(array_agg(subject) FILTER (WHERE role = $2)) AS subjects,
    array_to_json(array_agg(sequence) FILTER (WHERE role = $2)) AS sequences,
    array_to_json(array_agg(joint) FILTER (WHERE role = $2)) AS joints,
    array_to_json(array_agg(${AT}) FILTER (WHERE role = $2)) AS times,
    array_to_json(array_agg(DISTINCT subject) FILTER (WHERE role = 'child')) AS contents, count(*)::integer AS count,
    (SELECT array_to_json(array_agg(w.sequence)) FROM withdrawn_statements w WHERE w.sequence = ANY(array_agg(p.sequence))) AS withdrawn
  FROM (
    SELECT * FROM trace_parts
    WHERE subject = ANY(ARRAY(SELECT json_array_elements_text($1::json))) AND role IN ($2, 'child') AND kind IS NOT NULL
    LIMIT ${MAX_PARTS}
  ) p`;

const THEIRS = `
  SELECT array_to_json(array_agg(subject)) AS subjects, array_to_json(array_agg(sequence)) AS sequences,
    array_to_json(array_agg(joint)) AS joints, array_to_json(array_agg(${AT})) AS times,
    (SELECT array_to_json(array_agg(w.sequence)) FROM withdrawn_statements w WHERE w.sequence = ANY(array_agg(p.sequence))) AS withdrawn
  FROM (
    SELECT * FROM trace_parts WHERE sequence = ANY($1::bigint[]) AND role = $3 AND kind IS NOT NULL
    UNION ALL SELECT * FROM trace_parts WHERE joint = ANY($2::text[]) AND role = $3
    LIMIT ${MAX_PARTS}
  ) p`;

function othersOf(mine: readonly Part[], role: "input" | "output"): unknown[] {
  const sequences = new Set<number>();
  const joints = new Set<string>();
  for (const { sequence, joint } of mine) {
    if (joint === null) sequences.add(sequence);
    else joints.add(joint);
  }
  return [`{${[...sequences].join(",")}}`, [...joints], role === "input" ? "output" : "input"];
}

function partsIn(columns: Columns | undefined): Part[] {
  const { subjects, sequences, joints, times } = columns ?? {};
  return (subjects ?? []).map((subject, place) => ({
    subject,
    sequence: sequences?.[place] ?? 0,
    joint: joints?.[place] ?? null,
    at: times?.[place] ?? 0,
  }));
}

/** What names a process: its joint, or the statement that tells of the one event that it is. */
function processOf({ joint, sequence }: Part): string | number {
  return joint ?? sequence;
}

function pairOf(from: Part, to: Part, takenBack: ReadonlySet<number>): Pair {
  const isTakenBack = takenBack.has(from.sequence);
  return {
    from: from.subject,
    to: to.subject,
    madeBy: from.sequence === to.sequence ? [from.sequence] : [from.sequence, to.sequence],
    fromAt: from.at,
    toAt: to.at,
    declaredInError: isTakenBack === takenBack.has(to.sequence) ? isTakenBack : null,
  };
}
