import type { Move } from "@waybill/protocol/trace/spans";
import { selectRows, type Ctx } from "../../../platform/context.ts";

/** Rows that one question reads; whoever asks is told when there were more. */
export const MAX_PARTS = 100_000;

type Reading = Pick<Ctx, "tx">;

/** A child of an aggregation or association. */
export interface ChildRow {
  sequence: string;
  /** Null for all that the unit holds. */
  content: string | null;
  unit: string;
  kind: Move["kind"];
  action: Move["action"];
  /** Milliseconds since 1970. */
  at: number;
  /** Event hash as hex. */
  event: string;
  quantity: string | null;
  uom: string | null;
  declaredInError: boolean;
}

/** An input and an output of one process. */
export interface PairRow {
  from: string;
  to: string;
  fromSequence: string;
  toSequence: string;
  /** Milliseconds since 1970. */
  fromAt: number;
  toAt: number;
  /** Null where one of the two was taken back and the other was not: then nothing joins them. */
  declaredInError: boolean | null;
}

const AT = "(extract(epoch FROM p.event_time) * 1000)::float8";
const CHILD = `p.sequence, p.subject AS content, p.joint AS unit, p.kind, p.action, ${AT} AS at, encode(p.event, 'hex') AS event, p.quantity, p.uom,
  EXISTS (SELECT FROM withdrawn_statements w WHERE w.sequence = p.sequence) AS "declaredInError"`;

/** Which children are asked for. */
export interface Children {
  /** Children by what they are. */
  contents?: readonly string[];
  /** All children of these units. */
  units?: readonly string[];
  /** Of these units, only the moments at which all was taken out. */
  emptied?: readonly string[];
}

export async function childRows(ctx: Reading, { contents = [], units = [], emptied = [] }: Children): Promise<ChildRow[]> {
  if (contents.length + units.length + emptied.length === 0) return [];
  return selectRows(
    ctx,
    `SELECT ${CHILD} FROM trace_parts p WHERE p.subject = ANY($1) AND p.role = 'child' AND p.joint IS NOT NULL
     UNION ALL SELECT ${CHILD} FROM trace_parts p WHERE p.joint = ANY($2) AND p.role = 'child'
     UNION ALL SELECT ${CHILD} FROM trace_parts p WHERE p.joint = ANY($3) AND p.subject IS NULL
     LIMIT ${MAX_PARTS}`,
    [contents, units, emptied],
  );
}

/** What joins subjects to the other side of their processes, and which of them are children somewhere. */
export interface Joined {
  pairs: PairRow[];
  contents: string[];
}

/**
 * What joins these subjects, as inputs or as outputs. Both sides are looked up as a whole: for a thousand subjects that is a fraction of a
 * thousand look-ups; and that most are in nothing is seen on the way.
 */
export async function joinedRows(ctx: Reading, subjects: readonly string[], role: "input" | "output"): Promise<Joined> {
  const [from, to] = role === "input" ? ["mine", "theirs"] : ["theirs", "mine"];
  const columns = `p.subject, p.role, p.joint, p.sequence, ${AT} AS at, w.sequence IS NOT NULL AS in_error
    FROM trace_parts p LEFT JOIN withdrawn_statements w ON w.sequence = p.sequence`;
  const rows = await selectRows<PairRow | { from: string; to: null }>(
    ctx,
    `WITH mine AS MATERIALIZED (SELECT ${columns} WHERE p.subject = ANY($1) AND p.role IN ($2, 'child') AND p.joint IS NOT NULL),
       theirs AS MATERIALIZED (SELECT ${columns} WHERE p.joint = ANY(ARRAY(SELECT DISTINCT joint FROM mine WHERE role = $2)) AND p.role = $3)
     SELECT DISTINCT subject AS from, NULL AS to, NULL::bigint AS "fromSequence", NULL::bigint AS "toSequence", NULL::float8 AS "fromAt",
       NULL::float8 AS "toAt", NULL::boolean AS "declaredInError"
     FROM mine WHERE role = 'child'
     UNION ALL
     SELECT ${from}.subject, ${to}.subject, ${from}.sequence, ${to}.sequence, ${from}.at, ${to}.at,
       CASE WHEN mine.in_error = theirs.in_error THEN mine.in_error END
     FROM mine JOIN theirs ON theirs.joint = mine.joint AND theirs.subject <> mine.subject WHERE mine.role = $2
     LIMIT ${MAX_PARTS}`,
    [subjects, role, role === "input" ? "output" : "input"],
  );
  const pairs: PairRow[] = [];
  const contents: string[] = [];
  for (const row of rows) {
    if (row.to === null) contents.push(row.from);
    else pairs.push(row);
  }
  return { pairs, contents };
}

/** The moves among some children: those that were not declared in error. */
export function movesOf(rows: readonly ChildRow[]): Move[] {
  return rows.filter(({ declaredInError }) => !declaredInError).map(({ sequence, ...row }) => ({ ...row, sequence: Number(sequence) }));
}

/** Commitments of statements by their sequence. */
export async function commitmentsOf<Hash extends string>(ctx: Reading, sequences: Iterable<string | number>): Promise<Map<string, Hash>> {
  const wanted = [...new Set([...sequences].map(String))];
  if (wanted.length === 0) return new Map();
  const rows = await selectRows<{ sequence: string; commitment: Hash }>(
    ctx,
    "SELECT sequence, commitment FROM statements WHERE sequence = ANY($1)",
    [wanted],
  );
  return new Map(rows.map(({ sequence, commitment }) => [sequence, commitment]));
}
