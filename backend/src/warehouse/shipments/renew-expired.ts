import { dayOf, freeOf, granted, hasExpired, heldBy, post, type Part } from "../../modules/stock/stock.queries.ts";
import { selectRows } from "../../platform/context.ts";
import { newUuid } from "../../platform/ids.ts";
import { inWarehouse, type Work } from "../in-warehouse.ts";
import { note } from "../log.ts";
import { PACKING, type Warehouse } from "../warehouse.ts";
import { renewalOf, type ExpiredPart, type Renewal } from "./renewals.domain.ts";
import { reservationOf } from "./shipments.domain.ts";
import { lockShipment, pickedGoods, setState, type Shipment } from "./shipments.store.ts";
import { changeTask, insertTasks, isPickingOver, lockTask, tasksOf, type Task } from "./tasks.store.ts";

/**
 * Takes out of shipments that are not packed yet what has expired since it was held for them: others of its kind are picked instead, as far as there are
 * any, and the shop is told what it is short of. What was picked already is to be taken away.
 */
export async function renewExpired(app: Warehouse): Promise<void> {
  const shipments = await selectRows<{ id: string }>(
    { tx: app.db.dataSource.manager },
    `SELECT DISTINCT s.id FROM shipments s JOIN tasks t ON t.shipment = s.id AND t.fence = s.fence
     WHERE s.state IN ('open', 'picked') AND t.kind = 'pick' AND t.expiry < $1 AND (t.state IN ('open', 'taken') OR t.done > 0) ORDER BY 1`,
    [dayOf(app.clock.now())],
  );
  for (const { id } of shipments)
    await inWarehouse(app, "renew-expired", (ctx) => renew(ctx, id)).catch((error: unknown) => {
      // The others are no worse for it; it comes again in a minute.
      app.log.error({ err: error, shipment: id }, "what has expired could not be taken out of a shipment");
    });
}

async function renew(ctx: Work, id: string): Promise<void> {
  const shipment = await lockShipment(ctx, id);
  if (shipment?.state !== "open" && shipment?.state !== "picked") return;
  const tasks = await lockExpired(ctx, shipment);
  if (tasks.length === 0) return;
  const expired = tasks.flatMap(expiredOf);
  const renewal = await holdInstead(ctx, reservationOf(id, shipment.fence), expired);
  const { instead, lacking } = renewal;
  for (const task of tasks) await changeTask(ctx, { ...task, state: "ended", done: 0, missing: task.missing + leftOf(task) + task.done });
  const picked = tasks.filter(({ done }) => done > 0).map(({ gtin, lot, expiry, done }) => ({ gtin, lot, expiry, quantity: done }));
  await insertTasks(ctx, [
    ...picked.map((goods) => ({ ...goods, kind: "discard" as const, shipment: id, fence: shipment.fence, bin: PACKING })),
    ...instead.map((part) => ({ ...part, kind: "pick" as const, shipment: id, fence: shipment.fence })),
  ]);
  if (lacking.length > 0)
    ctx.tell({
      ...{ kind: "short", shipment: id, fence: shipment.fence },
      goods: lacking.map(({ line, gtin, lot, expiry, quantity }) => ({ line, gtin, lot, expiry, quantity })),
    });
  await standAsPicked(ctx, shipment);
  const sum = (parts: readonly { quantity: number }[]) => parts.reduce((total, { quantity }) => total + quantity, 0);
  await note(ctx, { shipment: id, by: "warehouse", what: "expired", details: { units: sum(expired), missing: sum(lacking) } });
}

async function lockExpired(ctx: Work, { id, fence }: Shipment): Promise<Task[]> {
  const today = dayOf(ctx.clock.now());
  const locked: Task[] = [];
  for (const { id: task } of (await tasksOf(ctx, id)).filter(
    (one) => one.kind === "pick" && one.fence === fence && hasExpired(one, today),
  )) {
    const one = await lockTask(ctx, task);
    if (one !== undefined && (leftOf(one) > 0 || one.done > 0)) locked.push(one);
  }
  return locked;
}

/** What nobody has picked of it yet, nor missed. */
function leftOf({ state, quantity, done, missing }: Task): number {
  return state === "open" || state === "taken" ? quantity - done - missing : 0;
}

/** What is held for a task: on its shelf, and at the packing place. */
function expiredOf(task: Task): ExpiredPart[] {
  const { line, gtin, lot, expiry, bin, done } = task;
  return [
    { line: line ?? 1, warehouse: bin, gtin, lot, expiry, quantity: leftOf(task) },
    { line: line ?? 1, warehouse: PACKING, gtin, lot, expiry, quantity: done },
  ].filter(({ quantity }) => quantity > 0);
}

/** Holds others instead of what has expired, and lets go of the rest of it. What others take at the same moment is looked for once more, under the lock that asking has taken. */
async function holdInstead(ctx: Work, reservation: string, expired: readonly ExpiredPart[]): Promise<Renewal> {
  const gtins = [...new Set(expired.map(({ gtin }) => gtin))];
  for (let isLocked = false; ; isLocked = true) {
    const renewal = renewalOf(expired, await freeOf(ctx, gtins));
    const { instead, replaced, lacking } = renewal;
    if (instead.length > 0) {
      const held = (await heldBy(ctx, reservation)) ?? [];
      const to = [...without(held, replaced), ...instead.map(({ bin: warehouse, line: _, ...goods }) => ({ ...goods, warehouse }))];
      const [moved] = await post(ctx, [{ kind: "move", key: `${reservation}:fresh:${newUuid(ctx.random)}`, reservation, to }]);
      if (moved !== undefined && "problem" in moved && moved.lack !== undefined && !isLocked) continue;
      granted(moved);
    }
    const parts = lacking.map(({ line: _, ...part }) => part);
    if (parts.length > 0) {
      const [freed] = await post(ctx, [{ kind: "release", key: `${reservation}:expired:${newUuid(ctx.random)}`, reservation, parts }]);
      granted(freed);
    }
    return renewal;
  }
}

function without(held: readonly Part[], gone: readonly Part[]): Part[] {
  const isAt = (one: Part, other: Part) =>
    one.warehouse === other.warehouse && one.gtin === other.gtin && one.lot === other.lot && one.expiry === other.expiry;
  return held
    .map((part) => ({ ...part, quantity: gone.reduce((left, other) => left - (isAt(part, other) ? other.quantity : 0), part.quantity) }))
    .filter(({ quantity }) => quantity > 0);
}

/** Where it stands now: there is something to be picked again, all that there is was picked, or nothing is left of it. */
async function standAsPicked(ctx: Work, shipment: Shipment): Promise<void> {
  const isOver = await isPickingOver(ctx, shipment);
  const to = !isOver ? "open" : (await pickedGoods(ctx, shipment)).length > 0 ? "picked" : "empty";
  if (to !== shipment.state) await setState(ctx, shipment, shipment.state, to);
}
