import { dayOf, granted, hasExpired, post, type Part } from "../../modules/stock/stock.queries.ts";
import { selectRows } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import type { Doer } from "../floor/write.ts";
import type { Goods } from "../floor/goods.ts";
import type { Work } from "../in-warehouse.ts";
import { note } from "../log.ts";
import { WAREHOUSE_PROBLEMS } from "../warehouse.problems.ts";
import { PACKING } from "../warehouse.ts";
import { reservationOf } from "./shipments.domain.ts";
import { lockShipment, pickedGoods, setState } from "./shipments.store.ts";
import { changeTask, findTask, insertTasks, isPickingOver, lockTask, type Task } from "./tasks.store.ts";

export interface Picking {
  /** As it was scanned. */
  bin: string;
  goods: Goods;
  quantity: number;
  /** The rest is not there. */
  isShort: boolean;
}

/**
 * Carries goods of a task from their bin to the packing place; they stay reserved for the shipment. What is short is told to the shop, taken off
 * the ledger, and the bin is to be counted.
 *
 * @throws {ProblemError} `warehouse.unknown-task`, `task-taken`, `task-over`, `wrong-place`, `expired`, `too-many`
 */
export async function pick(ctx: Work, { by, staff, key }: Doer, taskId: string, picking: Picking): Promise<Task> {
  // The shipment first: whatever changes it does so, too.
  const found = await findTask(ctx, taskId);
  if (found?.kind !== "pick" || found.shipment === null || found.fence === null) throw new ProblemError(WAREHOUSE_PROBLEMS.unknownTask);
  const shipment = await lockShipment(ctx, found.shipment);
  const task = await lockTask(ctx, taskId);
  if (task === undefined || shipment === undefined) throw new ProblemError(WAREHOUSE_PROBLEMS.unknownTask);
  if (shipment.fence !== task.fence || shipment.state !== "open") throw new ProblemError(WAREHOUSE_PROBLEMS.taskOver);
  checkMine(task, staff);
  checkPlace(task, picking);
  // By the books, or by what is printed on them.
  for (const goods of [task, picking.goods]) checkFresh(ctx, goods);
  const left = task.quantity - task.done - task.missing;
  if (picking.quantity > left) throw new ProblemError(WAREHOUSE_PROBLEMS.tooMany, { detail: `${left} are left to be picked.` });
  const missing = picking.isShort ? left - picking.quantity : 0;
  const reservation = reservationOf(shipment.id, shipment.fence);
  const { gtin, lot, expiry, bin } = task;
  const part = { gtin, lot, expiry, warehouse: bin };
  if (picking.quantity > 0) {
    const [moved] = await post(ctx, [
      { kind: "transfer", key: `${key}:pick`, reservation, to: PACKING, ...part, quantity: picking.quantity, reference: shipment.id },
    ]);
    granted(moved);
  }
  if (missing > 0) await writeOff(ctx, { key, reservation, shipment: shipment.id }, { ...part, quantity: missing });
  const isOver = picking.quantity + missing === left;
  const changed = await changeTask(ctx, {
    id: task.id,
    done: task.done + picking.quantity,
    missing: task.missing + missing,
    state: isOver ? "done" : "taken",
    staff,
  });
  await note(ctx, {
    shipment: shipment.id,
    by,
    what: "picked",
    details: { task: task.id, bin, gtin, lot, quantity: picking.quantity, missing },
  });
  if (missing > 0)
    ctx.tell({
      ...{ kind: "short", shipment: shipment.id, fence: shipment.fence },
      goods: [{ line: task.line ?? 1, gtin, lot, expiry, quantity: missing }],
    });
  if (missing > 0) ctx.tell({ kind: "stock", gtin, lot, expiry, cause: "counted" });
  if (await isPickingOver(ctx, shipment)) await finishPicking(ctx, shipment);
  return changed;
}

/** @throws {ProblemError} `warehouse.expired` */
export function checkFresh({ clock }: Pick<Work, "clock">, goods: Pick<Goods, "expiry" | "lot">): void {
  if (!hasExpired(goods, dayOf(clock.now()))) return;
  const what = goods.lot === null ? "They" : `Those of lot ${goods.lot}`;
  throw new ProblemError(WAREHOUSE_PROBLEMS.expired, { detail: `${what} could be sold until ${goods.expiry}.` });
}

async function finishPicking(ctx: Work, shipment: { id: string; fence: number }): Promise<void> {
  const isEmpty = (await pickedGoods(ctx, shipment)).length === 0;
  await setState(ctx, shipment, "open", isEmpty ? "empty" : "picked");
}

/** Nobody finds them: they are held no more, and not there. What others are promised of the bin is for a count to say. */
async function writeOff(
  ctx: Work,
  { key, reservation, shipment }: { key: string; reservation: string; shipment: string },
  part: Part,
): Promise<void> {
  const [freed] = await post(ctx, [{ kind: "release", key: `${key}:short`, reservation, parts: [part], reference: shipment }]);
  granted(freed);
  const { quantity, ...place } = part;
  const [row] = await selectRows<{ on_hand: string }>(
    ctx,
    `SELECT on_hand FROM stock_balances WHERE gtin = $1 AND warehouse = $2 AND lot = coalesce($3, '') AND expiry = coalesce($4::date, 'infinity')`,
    [place.gtin, place.warehouse, place.lot, place.expiry],
  );
  const [counted] = await post(ctx, [
    { kind: "adjust", key: `${key}:missing`, ...place, counted: Number(row?.on_hand) - quantity, reference: shipment },
  ]);
  granted(counted);
  const { warehouse: bin, gtin, lot, expiry } = place;
  await insertTasks(ctx, [{ kind: "count", gtin, lot, expiry, bin, quantity: 1 }]);
}

/** @throws {ProblemError} `warehouse.task-over`, `warehouse.task-taken` */
export function checkMine({ state, staff: of }: Pick<Task, "state" | "staff">, staff: string): void {
  if (state === "done" || state === "ended") throw new ProblemError(WAREHOUSE_PROBLEMS.taskOver);
  if (state === "taken" && of !== staff) throw new ProblemError(WAREHOUSE_PROBLEMS.taskTaken);
}

function checkPlace(task: Task, { bin, goods }: Picking): void {
  if (bin !== task.bin) throw new ProblemError(WAREHOUSE_PROBLEMS.wrongPlace, { detail: `The task is for bin ${task.bin}, not ${bin}.` });
  if (goods.gtin !== task.gtin)
    throw new ProblemError(WAREHOUSE_PROBLEMS.wrongPlace, { detail: `The task is for ${task.gtin}, not ${goods.gtin}.` });
  if (goods.lot !== task.lot)
    throw new ProblemError(WAREHOUSE_PROBLEMS.wrongPlace, {
      detail: `The task is for ${task.lot === null ? "goods without a lot" : `lot ${task.lot}`}, not ${goods.lot ?? "goods without one"}.`,
    });
}
