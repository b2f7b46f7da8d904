import type { App } from "../../platform/app.ts";
import { inTransaction, selectRows, type Ctx } from "../../platform/context.ts";
import { reopen, shut } from "../stock/stock.queries.ts";
import { noteChange } from "./warehouses.store.ts";

export const HOUR_MILLISECONDS = 3_600_000;

/** Nothing can be sent there: what it is said to have is as old as that, and the orders for it wait. */
const CLOSED = "(status = 'OFFLINE' OR is_paused OR other_instance IS NOT NULL)";

/**
 * Notes since when nothing can be sent to which warehouse, and sells nothing more of those of which that has been so for too long: who buys it would wait for nobody
 * knows how long. What is reserved there stays reserved. Most of the time nothing is written.
 */
export async function limitSales(app: App): Promise<void> {
  const { awaySalesHours } = app.config.warehouses;
  const now = app.clock.now();
  await app.db.pool.query(
    `UPDATE warehouses SET closed_since = CASE WHEN ${CLOSED} THEN $1::timestamptz END WHERE removed_at IS NULL AND (closed_since IS NULL) = ${CLOSED}`,
    [now],
  );
  const { rows } = await app.db.pool.query<{ id: string }>(
    "SELECT id FROM warehouses WHERE closed_since <= $1 AND unsold_since IS NULL AND removed_at IS NULL",
    [new Date(now.getTime() - awaySalesHours * HOUR_MILLISECONDS)],
  );
  for (const { id } of rows) await inTransaction(app, (ctx) => sellNoMore(ctx, id, awaySalesHours));
}

async function sellNoMore(ctx: Ctx, id: string, hours: number): Promise<void> {
  const rows = await selectRows(
    ctx,
    `UPDATE warehouses SET unsold_since = $2 WHERE id = $1 AND unsold_since IS NULL AND removed_at IS NULL AND ${CLOSED} RETURNING id`,
    [id, ctx.clock.now()],
  );
  if (rows.length === 0) return;
  await shut(ctx, id);
  await noteChange(ctx, id, "unsold", `Nothing could be sent there for ${hours} ${hours === 1 ? "hour" : "hours"}.`);
}

/** What a warehouse has was compared just now: it is sold again, where nothing else keeps the shop from sending orders there. */
export async function sellAgain(ctx: Ctx, id: string): Promise<void> {
  const rows = await selectRows(
    ctx,
    `UPDATE warehouses SET unsold_since = NULL
     WHERE id = $1 AND unsold_since IS NOT NULL AND removed_at IS NULL AND NOT ${CLOSED} RETURNING id`,
    [id],
  );
  if (rows.length === 0) return;
  await reopen(ctx, id);
  await noteChange(ctx, id, "sold", "What it has was compared.");
}
