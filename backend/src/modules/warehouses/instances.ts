import { selectRows, type Ctx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { WAREHOUSES_PROBLEMS } from "./warehouses.errors.ts";
import type { ShipmentListener } from "./warehouses.ports.ts";
import { getPresent, getWarehouse, noteChange } from "./warehouses.store.ts";

/** Notes that a warehouse has come forward with another database: nothing of it is taken until somebody has accepted that. The same again changes nothing. */
export async function noteOtherInstance(ctx: Ctx, id: string, instance: string): Promise<void> {
  const { otherInstance, ...warehouse } = await getWarehouse(ctx, id, { isLocked: true });
  if (instance === warehouse.instance || instance === otherInstance) return;
  await ctx.tx.query("UPDATE warehouses SET other_instance = $2 WHERE id = $1", [id, instance]);
  await ctx.tx.query(
    `INSERT INTO warehouse_conflicts (id, warehouse, kind, instance, found_at) VALUES ($1, $2, 'instance', $3, $4)
     ON CONFLICT (warehouse, kind, gtin, expiry, lot) WHERE ended_at IS NULL DO UPDATE SET instance = $3`,
    [newId(ctx.random), id, instance, ctx.clock.now()],
  );
  await noteChange(ctx, id, "another", `It has another database: ${instance}.`);
}

/** The one that was known has come back: whatever came forward in between is nobody's any more. */
export async function noteOwnInstance(ctx: Ctx, listener: ShipmentListener, id: string): Promise<void> {
  const rows = await selectRows(
    ctx,
    "UPDATE warehouses SET other_instance = NULL, comparing_at = '-infinity' WHERE id = $1 AND other_instance IS NOT NULL RETURNING id",
    [id],
  );
  if (rows.length === 0) return;
  await endConflict(ctx, id);
  await noteChange(ctx, id, "accepted", "It has the database again that it had before.");
  await listener.cameBack(ctx, id);
}

/** Whether it was another database, or became the warehouse's, after this: what a warehouse said before then says nothing of that. */
export async function hasInstanceChanged(ctx: Ctx, id: string, since: Date): Promise<boolean> {
  const [row] = await selectRows<{ found: boolean }>(
    ctx,
    "SELECT EXISTS (SELECT FROM warehouse_statuses WHERE warehouse = $1 AND became IN ('another', 'accepted') AND at > $2) AS found",
    [id, since],
  );
  return row?.found === true;
}

/**
 * From now on that database is the warehouse's, and its messages are taken from the first one. It knows of nothing that was to be packed: whoever sends from there is told, in
 * the same transaction.
 *
 * @throws {ProblemError} `warehouses.no-other-instance`, `warehouses.is-removed`
 */
export async function acceptInstance(ctx: Ctx, listener: ShipmentListener, id: string, instance: string): Promise<void> {
  const { otherInstance } = await getPresent(ctx, id, { isLocked: true });
  if (otherInstance !== instance) throw new ProblemError(WAREHOUSES_PROBLEMS.noOtherInstance);
  await ctx.tx.query(
    `UPDATE warehouses SET instance = $2, other_instance = NULL, taken = 0, told = 0, asked_at = '-infinity', comparing_at = '-infinity'
     WHERE id = $1`,
    [id, instance],
  );
  // What the one before has said is older than whatever this one says.
  await ctx.tx.query("UPDATE warehouse_stock SET as_of = 0 WHERE warehouse = $1", [id]);
  await endConflict(ctx, id);
  await noteChange(ctx, id, "accepted", `Its database is ${instance}.`);
  await listener.lost(ctx, id);
  await listener.cameBack(ctx, id);
}

async function endConflict(ctx: Ctx, id: string): Promise<void> {
  await ctx.tx.query("UPDATE warehouse_conflicts SET ended_at = $2 WHERE warehouse = $1 AND kind = 'instance' AND ended_at IS NULL", [
    id,
    ctx.clock.now(),
  ]);
}
