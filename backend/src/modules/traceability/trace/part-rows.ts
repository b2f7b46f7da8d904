import type { Move } from "@waybill/protocol/trace/spans";
import { selectRows, type Ctx } from "../../../platform/context.ts";

/** Parts that one question reads; whoever asks is told when there were more. */
export const MAX_PARTS = 100_000;

/** A part that joins others, with the statement that says so. */
export interface PartRow {
  sequence: string;
  subject: string | null;
  role: "child" | "input" | "output";
  joint: string;
  kind: "aggregation" | "association" | "transformation";
  action: Move["action"] | null;
  /** Milliseconds since 1970. */
  at: number;
  /** Event hash as hex. */
  event: string;
  quantity: string | null;
  uom: string | null;
  declaredInError: boolean;
}

const COLUMNS = `p.sequence, p.subject, p.role, p.joint, p.kind, p.action, (extract(epoch FROM p.event_time) * 1000)::float8 AS at,
  encode(p.event, 'hex') AS event, p.quantity, p.uom, w.sequence IS NOT NULL AS "declaredInError"`;
const FROM = "FROM trace_parts p LEFT JOIN withdrawn_statements w ON w.sequence = p.sequence";

type Reading = Pick<Ctx, "tx">;

/** What joins these subjects to others, in the roles asked for. */
export function partsOfSubjects(ctx: Reading, subjects: readonly string[], roles: readonly PartRow["role"][]): Promise<PartRow[]> {
  if (subjects.length === 0) return Promise.resolve([]);
  return selectRows(
    ctx,
    `SELECT ${COLUMNS} ${FROM} WHERE p.subject = ANY($1) AND p.role = ANY($2) AND p.joint IS NOT NULL LIMIT ${MAX_PARTS}`,
    [subjects, roles],
  );
}

/** What these units and processes join. */
export interface JointParts {
  /** Of processes: the parts in this role. */
  processes: readonly string[];
  role: "input" | "output";
  /** Units whose contents are asked for. */
  units: readonly string[];
  /** Units of which only the moments matter at which all was taken out. */
  emptied: readonly string[];
}

export async function partsAtJoints(ctx: Reading, { processes, role, units, emptied }: JointParts): Promise<PartRow[]> {
  if (processes.length + units.length + emptied.length === 0) return [];
  return selectRows(
    ctx,
    `SELECT ${COLUMNS} ${FROM} WHERE p.joint = ANY($1) AND p.role = $2
     UNION ALL SELECT ${COLUMNS} ${FROM} WHERE p.joint = ANY($3) AND p.role = 'child'
     UNION ALL SELECT ${COLUMNS} ${FROM} WHERE p.joint = ANY($4) AND p.subject IS NULL
     LIMIT ${MAX_PARTS}`,
    [processes, role, units, emptied],
  );
}

/** The moves among some parts that were not declared in error. */
export function movesOf(rows: readonly PartRow[]): Move[] {
  return rows.flatMap(({ role, joint, subject, kind, action, at, event, sequence, quantity, uom, declaredInError }) =>
    role !== "child" || kind === "transformation" || action === null || declaredInError
      ? []
      : [{ unit: joint, content: subject, kind, action, at, event, sequence: Number(sequence), quantity, uom }],
  );
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
