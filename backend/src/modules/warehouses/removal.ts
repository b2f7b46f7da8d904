import type { WarehouseReach } from "@waybill/protocol/schemas/api/warehouses";
import { record } from "../../platform/audit.ts";
import type { Ctx } from "../../platform/context.ts";
import type { Principal } from "../../platform/http/principal.ts";
import { piecesAt, shut } from "../stock/stock.queries.ts";
import { MISSES_TO_OFFLINE } from "./health/check-health.ts";
import type { ShipmentListener } from "./warehouses.ports.ts";
import { getWarehouse, noteChange } from "./warehouses.store.ts";

/** What removing a warehouse would strike now. @throws {ProblemError} `warehouses.not-found` */
export async function reachOfRemoval(ctx: Ctx, listener: ShipmentListener, id: string): Promise<WarehouseReach> {
  await getWarehouse(ctx, id);
  return { ...(await listener.underWay(ctx, id)), ...(await piecesAt(ctx, id)) };
}

/**
 * Takes a warehouse out of the registry, in one transaction: its token opens nothing any more, nothing of its stock is sold, and what it has not sent is
 * planned anew as if it had died; of what it was let go of somebody has to say whether it has left. What became of it stays. Once more changes nothing.
 *
 * @throws {ProblemError} `warehouses.not-found`
 */
export async function removeWarehouse(ctx: Ctx, listener: ShipmentListener, id: string, by: Principal): Promise<void> {
  const { removedAt } = await getWarehouse(ctx, id, { isLocked: true });
  if (removedAt !== null) return;
  const struck = await reachOfRemoval(ctx, listener, id);
  const now = ctx.clock.now();
  await ctx.tx.query(
    "UPDATE warehouses SET removed_at = $2, unsold_since = coalesce(unsold_since, $2), other_instance = NULL WHERE id = $1",
    [id, now],
  );
  await ctx.tx.query("UPDATE warehouse_conflicts SET ended_at = $2 WHERE warehouse = $1 AND ended_at IS NULL", [id, now]);
  await shut(ctx, id);
  await noteChange(ctx, id, "removed", "By an admin of the shop.");
  record(ctx, { action: "warehouse.removed", by, subject: id, details: { ...struck } });
  await listener.removed(ctx, id);
}

/**
 * Lets a warehouse in again that was removed: it is asked for its health at once, and sold from once all that it has was compared. Once more changes nothing.
 *
 * @throws {ProblemError} `warehouses.not-found`
 */
export async function letIn(ctx: Ctx, id: string, by: Principal): Promise<void> {
  const { removedAt } = await getWarehouse(ctx, id, { isLocked: true });
  if (removedAt === null) return;
  // Away until it answers: whoever waits for it is told then.
  await ctx.tx.query(
    `UPDATE warehouses SET removed_at = NULL, status = 'OFFLINE', status_since = $2, misses = $3, asked_at = '-infinity', comparing_at = '-infinity' WHERE id = $1`,
    [id, ctx.clock.now(), MISSES_TO_OFFLINE],
  );
  await noteChange(ctx, id, "let-in", "By an admin of the shop.");
  record(ctx, { action: "warehouse.let-in", by, subject: id });
}
