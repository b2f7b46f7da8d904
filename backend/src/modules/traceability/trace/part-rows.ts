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
  /** There is more than one question reads. */
  isCut: boolean;
}

interface PartRow {
  subject: string;
  joint: string;
  sequence: string;
  /** Milliseconds since 1970. */
  at: number;
}

/**
 * What joins these subjects, as inputs or as outputs. Both sides are looked up as a whole: for a thousand subjects that is a fraction of a
 * thousand look-ups; and that most are in nothing is seen on the way. They are put together here: a database that guesses few rows would
 * compare each with each.
 */
export async function joinedRows(ctx: Reading, subjects: readonly string[], role: "input" | "output"): Promise<Joined> {
  const parts = await selectRows<PartRow & { isChild: boolean }>(
    ctx,
    `SELECT p.subject, p.joint, p.sequence, ${AT} AS at, p.role = 'child' AS "isChild" FROM trace_parts p
     WHERE p.subject = ANY($1) AND p.role IN ($2, 'child') AND p.joint IS NOT NULL LIMIT ${MAX_PARTS}`,
    [subjects, role],
  );
  const contents = new Set<string>();
  const mine = new Map<string, PartRow[]>();
  for (const part of parts) {
    if (part.isChild) contents.add(part.subject);
    else added(mine, part.joint, part);
  }
  const theirs = await otherSides(ctx, [...mine.keys()], role === "input" ? "output" : "input");
  const own = [...mine.values()].flat();
  const withdrawn = await withdrawnAmong(ctx, [...own, ...theirs]);
  const pairs = pairsOf(mine, theirs, { isForward: role === "input", withdrawn });
  return { pairs, contents: [...contents], isCut: [parts, theirs, pairs].some(({ length }) => length >= MAX_PARTS) };
}

async function otherSides(ctx: Reading, joints: readonly string[], role: "input" | "output"): Promise<PartRow[]> {
  if (joints.length === 0) return [];
  return selectRows(
    ctx,
    `SELECT p.subject, p.joint, p.sequence, ${AT} AS at FROM trace_parts p WHERE p.joint = ANY($1) AND p.role = $2 LIMIT ${MAX_PARTS}`,
    [joints, role],
  );
}

async function withdrawnAmong(ctx: Reading, parts: readonly PartRow[]): Promise<Set<string>> {
  if (parts.length === 0) return new Set();
  const rows = await selectRows<{ sequence: string }>(ctx, "SELECT sequence FROM withdrawn_statements WHERE sequence = ANY($1)", [
    [...new Set(parts.map(({ sequence }) => sequence))],
  ]);
  return new Set(rows.map(({ sequence }) => sequence));
}

/** At most as many as one question reads: a process of a thousand inputs and outputs has a million. */
function pairsOf(
  mine: ReadonlyMap<string, readonly PartRow[]>,
  theirs: readonly PartRow[],
  { isForward, withdrawn }: { isForward: boolean; withdrawn: ReadonlySet<string> },
): PairRow[] {
  const pairs: PairRow[] = [];
  for (const their of theirs) {
    for (const part of mine.get(their.joint) ?? []) {
      if (pairs.length >= MAX_PARTS) return pairs;
      if (part.subject === their.subject) continue;
      const [from, to] = isForward ? [part, their] : [their, part];
      const isTakenBack = withdrawn.has(from.sequence);
      pairs.push({
        ...{ from: from.subject, to: to.subject, fromSequence: from.sequence, toSequence: to.sequence, fromAt: from.at, toAt: to.at },
        declaredInError: isTakenBack === withdrawn.has(to.sequence) ? isTakenBack : null,
      });
    }
  }
  return pairs;
}

function added<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
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
