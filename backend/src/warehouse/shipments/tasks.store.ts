import { selectRows, type Ctx } from "../../platform/context.ts";
import { newUuid } from "../../platform/ids.ts";

export const TASK_KINDS = ["pick", "unpack", "count", "discard"] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

export interface Task {
  id: string;
  kind: TaskKind;
  shipment: string | null;
  fence: number | null;
  line: number | null;
  gtin: string;
  lot: string | null;
  expiry: string | null;
  bin: string;
  quantity: number;
  done: number;
  missing: number;
  state: "open" | "taken" | "done" | "ended";
  staff: string | null;
  createdAt: string;
}

type Row = Omit<Task, "fence" | "createdAt"> & { fence: string | null; createdAt: Date };
const COLUMNS = `id, kind, shipment, fence, line, gtin, lot, expiry::text AS expiry, bin, quantity, done, missing, state, staff, created_at AS "createdAt"`;

export type NewTask = Pick<Task, "kind" | "gtin" | "lot" | "expiry" | "bin" | "quantity"> &
  Partial<Pick<Task, "shipment" | "fence" | "line">>;

export async function insertTasks(ctx: Pick<Ctx, "tx" | "clock" | "random">, tasks: readonly NewTask[]): Promise<void> {
  for (const { kind, shipment = null, fence = null, line = null, gtin, lot, expiry, bin, quantity } of tasks)
    await ctx.tx.query(
      `INSERT INTO tasks (id, kind, shipment, fence, line, gtin, lot, expiry, bin, quantity, state, created_at, changed_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open', $11, $11)`,
      [newUuid(ctx.random), kind, shipment, fence, line, gtin, lot, expiry, bin, quantity, ctx.clock.now()],
    );
}

export async function findTask(ctx: Pick<Ctx, "tx">, id: string): Promise<Task | undefined> {
  const [row] = await selectRows<Row>(ctx, `SELECT ${COLUMNS} FROM tasks WHERE id = $1`, [id]);
  return row && viewOf(row);
}

export async function lockTask(ctx: Pick<Ctx, "tx">, id: string): Promise<Task | undefined> {
  const [row] = await selectRows<Row>(ctx, `SELECT ${COLUMNS} FROM tasks WHERE id = $1 FOR UPDATE`, [id]);
  return row && viewOf(row);
}

/** Nobody picks any more for what the shop said before. */
export async function endPicking(ctx: Pick<Ctx, "tx" | "clock">, shipment: string): Promise<void> {
  await ctx.tx.query(
    "UPDATE tasks SET state = 'ended', changed_at = $2 WHERE shipment = $1 AND kind = 'pick' AND state IN ('open', 'taken')",
    [shipment, ctx.clock.now()],
  );
}

export async function changeTask(
  ctx: Pick<Ctx, "tx" | "clock">,
  { id, done, missing, state, staff }: Pick<Task, "id" | "done" | "missing" | "state" | "staff">,
): Promise<Task> {
  const [row] = await selectRows<Row>(
    ctx,
    `UPDATE tasks SET done = $2, missing = $3, state = $4, staff = $5, changed_at = $6 WHERE id = $1 RETURNING ${COLUMNS}`,
    [id, done, missing, state, staff, ctx.clock.now()],
  );
  if (row === undefined) throw new Error("a locked task is there");
  return viewOf(row);
}

/** The oldest first: those that nobody has, and one's own. */
export async function listTasks(
  ctx: Pick<Ctx, "tx">,
  { staff, kind, shipment }: { staff: string; kind: TaskKind | null; shipment: string | null },
): Promise<Task[]> {
  const rows = await selectRows<Row>(
    ctx,
    `SELECT ${COLUMNS} FROM tasks WHERE (state = 'open' OR (state = 'taken' AND staff = $1))
       AND ($2::text IS NULL OR kind = $2) AND ($3::text IS NULL OR shipment = $3) ORDER BY created_at, bin, id LIMIT 200`,
    [staff, kind, shipment],
  );
  return rows.map(viewOf);
}

/** All of one shipment, under every fence. */
export async function tasksOf(ctx: Pick<Ctx, "tx">, shipment: string): Promise<Task[]> {
  const rows = await selectRows<Row>(ctx, `SELECT ${COLUMNS} FROM tasks WHERE shipment = $1 ORDER BY fence, line, bin, id`, [shipment]);
  return rows.map(viewOf);
}

export async function isPickingOver(ctx: Pick<Ctx, "tx">, { id, fence }: { id: string; fence: number }): Promise<boolean> {
  const rows = await selectRows(
    ctx,
    "SELECT 1 FROM tasks WHERE shipment = $1 AND fence = $2 AND kind = 'pick' AND state IN ('open', 'taken') LIMIT 1",
    [id, fence],
  );
  return rows.length === 0;
}

function viewOf({ fence, createdAt, ...row }: Row): Task {
  return { ...row, fence: fence === null ? null : Number(fence), createdAt: createdAt.toISOString() };
}
