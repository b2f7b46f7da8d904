import type { WarehouseHealth } from "@waybill/protocol/schemas/warehouse/registration";
import type { App } from "../../../platform/app.ts";
import { inTransaction, type Ctx } from "../../../platform/context.ts";
import { fault } from "../../../platform/faults.ts";
import { hasInstanceChanged, noteOtherInstance, noteOwnInstance } from "../instances.ts";
import type { Lines } from "../line/lines.ts";
import type { ShipmentListener } from "../warehouses.ports.ts";
import { getWarehouse, noteChange, type WarehouseRow } from "../warehouses.store.ts";

/** A warehouse that does not answer so often in a row is taken for dead. */
export const MISSES_TO_OFFLINE = 3;

/**
 * Asks a warehouse whether it is well, and notes what follows from that: after three questions without an answer it is away, and whoever has
 * something to send from there is told, in one transaction; the first answer brings it back, it is told what was said without it, and all that it has is compared.
 */
export async function checkHealth(
  app: App,
  { lines, listener }: { lines: Lines; listener: ShipmentListener },
  { id, url }: Pick<WarehouseRow, "id" | "url">,
): Promise<void> {
  const askedAt = app.clock.now();
  const answer = await lines
    .to({ id, url })
    .health()
    .then((health) => (health.id === id ? health : `Somebody else answers there: ${health.id}.`))
    .catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
  if (typeof answer === "string") return inTransaction(app, (ctx) => noteMiss(ctx, listener, id, answer));
  const guard = lines.guardOf(id);
  guard.close();
  await inTransaction(app, (ctx) => noteAnswer(ctx, { listener, askedAt, breaker: guard.breaker }, id, answer));
}

async function noteAnswer(
  ctx: Ctx,
  { listener, askedAt, breaker }: { listener: ShipmentListener; askedAt: Date; breaker: WarehouseRow["breaker"] },
  id: string,
  { instance, sequence }: WarehouseHealth,
): Promise<void> {
  const before = await getWarehouse(ctx, id, { isLocked: true });
  // What was asked before it was removed is nobody's any more.
  if (before.removedAt !== null) return;
  const isLate = await hasInstanceChanged(ctx, id, askedAt);
  const isKnown = instance === before.instance && !isLate;
  if (isKnown) await noteOwnInstance(ctx, listener, id);
  else if (!isLate) await noteOtherInstance(ctx, id, instance);
  const now = ctx.clock.now();
  await ctx.tx.query(
    `UPDATE warehouses SET misses = 0, heard_at = $2, told = CASE WHEN $3 THEN greatest(taken, $4) ELSE told END, breaker = $5 WHERE id = $1`,
    [id, now, isKnown, sequence, breaker],
  );
  if (before.status === "HEALTHY") return;
  await become(ctx, id, "HEALTHY", "It answers.");
  // Whatever it did in the meantime is asked for now, and not at the next turn.
  await ctx.tx.query("UPDATE warehouses SET comparing_at = '-infinity' WHERE id = $1", [id]);
  if (isKnown) await listener.cameBack(ctx, id);
}

async function noteMiss(ctx: Ctx, listener: ShipmentListener, id: string, why: string): Promise<void> {
  const { misses, status, removedAt } = await getWarehouse(ctx, id, { isLocked: true });
  if (removedAt !== null) return;
  await ctx.tx.query("UPDATE warehouses SET misses = $2 WHERE id = $1", [id, misses + 1]);
  const next = misses + 1 >= MISSES_TO_OFFLINE ? "OFFLINE" : "MISSED";
  if (next === status) return;
  await become(ctx, id, next, why);
  if (next !== "OFFLINE") return;
  ctx.log.warn({ warehouse: id, why }, "a warehouse is taken for dead");
  await listener.goneAway(ctx, id);
  await fault("warehouses.before_gone_away");
}

async function become(ctx: Ctx, id: string, status: WarehouseRow["status"], why: string): Promise<void> {
  await ctx.tx.query("UPDATE warehouses SET status = $2, status_since = $3 WHERE id = $1", [id, status, ctx.clock.now()]);
  await noteChange(ctx, id, status, why);
}
