import { selectRows } from "../../../platform/context.ts";
import { AT, MAX_PARTS, type Reading } from "./part-rows.ts";

/** One side of a process. */
export interface Part {
  /** Its number in the walk. */
  subject: number;
  sequence: number;
  /** That sequence alone: what a link names whose two sides one statement tells of. */
  toldBy: number[];
  joint: string | null;
  /** Milliseconds since 1970. */
  at: number;
  isTakenBack: boolean;
}

/** What joins subjects to the other side of their processes, and which of them are children somewhere. */
export interface Joined {
  /** Parts of these subjects, and beside each the part that it is joined to. */
  mine: Part[];
  theirs: Part[];
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
  times: number[] | null;
  /** Sequences among these of statements that were taken back. */
  withdrawn: number[] | null;
}

/**
 * What joins these subjects, as inputs or as outputs. Both sides are looked up as a whole: for a thousand subjects that is a fraction of a
 * thousand look-ups; and that most are in nothing is seen on the way.
 */
export async function joinedParts(
  ctx: Reading,
  subjects: readonly string[],
  { role, numberOf }: { role: "input" | "output"; numberOf: (subject: string) => number },
): Promise<Joined> {
  const [asked] = await selectRows<Columns & { contents: string[] | null; count: number }>(ctx, MINE, [JSON.stringify(subjects), role]);
  const parts = partsIn(asked, numberOf);
  const [answer] = parts.length === 0 ? [] : await selectRows<Columns>(ctx, THEIRS, othersOf(parts, role));
  const others = Map.groupBy(partsIn(answer, numberOf), processOf);
  const joined: Pick<Joined, "mine" | "theirs"> = { mine: [], theirs: [] };
  for (const my of parts) {
    for (const their of others.get(processOf(my)) ?? []) {
      // A process of a thousand inputs and outputs has a million pairs.
      if (joined.mine.length >= MAX_PARTS) break;
      if (my.subject === their.subject) continue;
      joined.mine.push(my);
      joined.theirs.push(their);
    }
  }
  const longest = Math.max(asked?.count ?? 0, answer?.subjects?.length ?? 0, joined.mine.length);
  return { ...joined, contents: asked?.contents ?? [], isCut: longest >= MAX_PARTS };
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

function partsIn(columns: Columns | undefined, numberOf: (subject: string) => number): Part[] {
  const { subjects, sequences, joints, times, withdrawn } = columns ?? {};
  const takenBack = new Set(withdrawn);
  return (subjects ?? []).map((subject, place) => {
    const sequence = sequences?.[place] ?? 0;
    return {
      subject: numberOf(subject),
      sequence,
      toldBy: [sequence],
      joint: joints?.[place] ?? null,
      at: times?.[place] ?? 0,
      isTakenBack: takenBack.has(sequence),
    };
  });
}

/** What names a process: its joint, or the statement that tells of the one event that it is. */
function processOf({ joint, sequence }: Part): string | number {
  return joint ?? sequence;
}
