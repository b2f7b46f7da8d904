import type { Move } from "@waybill/protocol/trace/spans";
import { selectRows, type Ctx } from "../../../platform/context.ts";

/** Rows that one question reads; whoever asks is told when there were more. */
export const MAX_PARTS = 100_000;

export type Reading = Pick<Ctx, "tx">;

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

/** Event time of a part `p` in milliseconds since 1970. */
export const AT = "round(date_part('epoch', p.event_time) * 1000)";
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
    `SELECT ${CHILD} FROM trace_parts p WHERE p.subject = ANY($1) AND p.role = 'child' AND p.kind IS NOT NULL
     UNION ALL SELECT ${CHILD} FROM trace_parts p WHERE p.joint = ANY($2) AND p.role = 'child'
     UNION ALL SELECT ${CHILD} FROM trace_parts p WHERE p.joint = ANY($3) AND p.subject IS NULL
     LIMIT ${MAX_PARTS}`,
    [contents, units, emptied],
  );
}

/** The moves among some children: those that were not declared in error. */
export function movesOf(rows: readonly ChildRow[]): Move[] {
  return rows.filter(({ declaredInError }) => !declaredInError).map(({ sequence, ...row }) => ({ ...row, sequence: Number(sequence) }));
}

/** The moves as they were when a statement came: what was put in or seen inside, and was taken back only after it, counts. */
export async function movesKnownAt(ctx: Reading, rows: readonly ChildRow[], sequence: string): Promise<Move[]> {
  const inError = rows.filter(({ declaredInError, action }) => declaredInError && action !== "DELETE");
  if (inError.length === 0) return movesOf(rows);
  const later = await selectRows<{ sequence: string }>(
    ctx,
    `SELECT s.sequence FROM statements s WHERE s.sequence = ANY($1) AND s.corrects IS NULL
       AND NOT EXISTS (SELECT FROM statements d WHERE d.corrects = s.event_hash AND d.account = s.account AND d.sequence < $2)`,
    [inError.map((row) => row.sequence), sequence],
  );
  const counted = new Set(later.map((row) => row.sequence));
  return movesOf(rows.map((row) => (counted.has(row.sequence) ? { ...row, declaredInError: false } : row)));
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
