import { dayOf, granted, hasExpired, post } from "../../modules/stock/stock.queries.ts";
import type { ShelfView } from "@waybill/protocol/schemas/warehouse/floor";
import { selectRows, type Ctx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import type { Work } from "../in-warehouse.ts";
import { note } from "../log.ts";
import { proveReceipt } from "../proofs/prepare.ts";
import { changeTask, findTask, lockTask, type Task } from "../shipments/tasks.store.ts";
import { checkMine } from "../shipments/pick.ts";
import { WAREHOUSE_PROBLEMS } from "../warehouse.problems.ts";
import { PACKING, type Warehouse } from "../warehouse.ts";
import { checkBins } from "./bins.store.ts";
import type { Goods } from "./goods.ts";
import type { Doer } from "./write.ts";

/** Goods that came in, into a bin. @throws {ProblemError} `warehouse.unknown-bin` */
export async function receive(
  ctx: Work,
  app: Pick<Warehouse, "config">,
  { by, key }: Doer,
  { goods, bin, quantity, reference }: { goods: Goods; bin: string; quantity: number; reference?: string | undefined },
): Promise<void> {
  await checkBins(ctx, [bin]);
  const [answer] = await post(ctx, [{ kind: "receive", key: `${key}:receive`, ...goods, warehouse: bin, quantity, reference }]);
  granted(answer);
  ctx.tell({ kind: "stock", ...goods, cause: "received" });
  await proveReceipt(ctx, app, { ...goods, quantity });
  await note(ctx, { by, what: "received", details: { ...goods, bin, quantity } });
}

/** From bin to bin. @throws {ProblemError} `warehouse.unknown-bin`, `stock.not-enough` */
export async function putAway(
  ctx: Work,
  { by, key }: Doer,
  { goods, from, to, quantity }: { goods: Goods; from: string; to: string; quantity: number },
): Promise<void> {
  await checkBins(ctx, [from, to]);
  const [answer] = await post(ctx, [{ kind: "transfer", key: `${key}:put-away`, ...goods, warehouse: from, to, quantity }]);
  granted(answer);
  await note(ctx, { by, what: "put-away", details: { ...goods, from, to, quantity } });
}

/** Carries back what was picked in vain; a quantity of nothing says that there is nothing left to carry. */
export async function unpack(
  ctx: Work,
  doer: Doer,
  { task: taskId, to, quantity }: { task: string; to: string; quantity: number },
): Promise<Task> {
  const task = await lockTask(ctx, taskId);
  if (task?.kind !== "unpack") throw new ProblemError(WAREHOUSE_PROBLEMS.unknownTask);
  checkMine(task, doer.staff);
  const { gtin, lot, expiry, done, missing } = task;
  const left = task.quantity - done - missing;
  if (quantity > left) throw new ProblemError(WAREHOUSE_PROBLEMS.tooMany, { detail: `${left} are left to be carried.` });
  if (quantity > 0) await putAway(ctx, doer, { goods: { gtin, lot, expiry }, from: PACKING, to, quantity });
  const isOver = quantity === 0 || quantity === left;
  return changeTask(ctx, { id: task.id, done: done + quantity, missing, state: isOver ? "done" : "taken", staff: doer.staff });
}

/** How many are in a bin, held against the ledger as it is now. @throws {ProblemError} `stock.counted-below-reserved` */
export async function count(
  ctx: Work,
  { by, key, staff }: Doer,
  { goods, bin, counted, task }: { goods: Goods; bin: string; counted: number; task?: string | undefined },
): Promise<number> {
  await checkBins(ctx, [bin]);
  if (task !== undefined) await finishCounting(ctx, staff, task, { ...goods, bin });
  const [answer] = await post(ctx, [{ kind: "adjust", key: `${key}:count`, ...goods, warehouse: bin, counted }]);
  const [move] = granted(answer);
  const change = move === undefined ? 0 : move.from === "outside" ? move.quantity : -move.quantity;
  if (change !== 0) ctx.tell({ kind: "stock", ...goods, cause: "counted" });
  await note(ctx, { by, what: "counted", details: { ...goods, bin, counted, change } });
  return change;
}

/** Goods of a bin that are good for nothing any more. @throws {ProblemError} `stock.not-enough` where so many are not free */
export async function damage(
  ctx: Work,
  { by, key, staff }: Doer,
  { goods, bin, quantity, reason, task }: { goods: Goods; bin: string; quantity: number; reason: string; task?: string | undefined },
): Promise<void> {
  await checkBins(ctx, [bin]);
  if (task !== undefined) await discardFor(ctx, staff, { id: task, quantity }, { ...goods, bin });
  const [row] = await selectRows<{ on_hand: string }>(
    ctx,
    `SELECT on_hand FROM stock_balances WHERE gtin = $1 AND warehouse = $2 AND lot = coalesce($3, '') AND expiry = coalesce($4::date, 'infinity')
     FOR UPDATE`,
    [goods.gtin, bin, goods.lot, goods.expiry],
  );
  const onHand = Number(row?.on_hand ?? 0);
  if (onHand < quantity) throw new ProblemError(WAREHOUSE_PROBLEMS.tooMany, { detail: `${onHand} are there.` });
  const counted = onHand - quantity;
  const [answer] = await post(ctx, [{ kind: "adjust", key: `${key}:damage`, ...goods, warehouse: bin, counted, reference: "damaged" }]);
  granted(answer);
  ctx.tell({ kind: "stock", ...goods, cause: "damaged" });
  await note(ctx, { by, what: "damaged", details: { ...goods, bin, quantity, reason } });
}

async function finishCounting(ctx: Work, staff: string, id: string, at: Goods & { bin: string }): Promise<void> {
  const task = await lockTaskAt(ctx, staff, { id, kind: "count" }, at);
  await changeTask(ctx, { ...task, done: task.quantity, state: "done", staff });
}

async function discardFor(
  ctx: Work,
  staff: string,
  { id, quantity }: { id: string; quantity: number },
  at: Goods & { bin: string },
): Promise<void> {
  const task = await lockTaskAt(ctx, staff, { id, kind: "discard" }, at);
  const done = Math.min(task.quantity, task.done + quantity);
  await changeTask(ctx, { ...task, done, state: done === task.quantity ? "done" : "taken", staff });
}

/** A task about these very goods in this bin. @throws {ProblemError} `warehouse.unknown-task`, `task-over`, `task-taken`, `wrong-place` */
async function lockTaskAt(
  ctx: Work,
  staff: string,
  { id, kind }: { id: string; kind: "count" | "discard" },
  at: Goods & { bin: string },
): Promise<Task> {
  const found = await findTask(ctx, id);
  const task = found?.kind === kind ? await lockTask(ctx, id) : undefined;
  if (task === undefined) throw new ProblemError(WAREHOUSE_PROBLEMS.unknownTask);
  checkMine(task, staff);
  if (task.bin !== at.bin || task.gtin !== at.gtin || task.lot !== at.lot)
    throw new ProblemError(WAREHOUSE_PROBLEMS.wrongPlace, { detail: `The task is to ${kind} ${task.gtin} in bin ${task.bin}.` });
  return task;
}

/** What is in one bin, or of some goods in every bin. */
export async function listBins(
  ctx: Pick<Ctx, "tx" | "clock">,
  { bin, gtin, lot }: { bin: string | null; gtin: string | null; lot: string | null },
): Promise<ShelfView[]> {
  const rows = await selectRows<Goods & { bin: string; onHand: string; reserved: string }>(
    ctx,
    `SELECT warehouse AS bin, gtin, nullif(lot, '') AS lot, nullif(expiry, 'infinity')::text AS expiry, on_hand AS "onHand", reserved
     FROM stock_balances b WHERE on_hand > 0 AND ($1::text IS NULL OR warehouse = $1) AND ($2::text IS NULL OR gtin = $2)
       AND ($3::text IS NULL OR lot = $3) ORDER BY gtin, b.expiry, warehouse, b.lot LIMIT 500`,
    [bin, gtin, lot],
  );
  const today = dayOf(ctx.clock.now());
  return rows.map((row) => ({ ...row, isExpired: hasExpired(row, today), onHand: Number(row.onHand), reserved: Number(row.reserved) }));
}
