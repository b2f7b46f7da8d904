import type { PlatformApp } from "../../platform/app.ts";
import { record } from "../../platform/audit.ts";
import { inTransaction, selectRows, type Ctx } from "../../platform/context.ts";
import type { Place } from "./stock.domain.ts";
import { PLACE } from "./stock.store.ts";

/** So many are named; more are counted. */
const MAX_NAMED = 100;

/** A place where the balance is not what the moves add up to. */
export interface Drift extends Place {
  onHand: number;
  reserved: number;
  /** What the moves add up to. */
  movedOnHand: number;
  movedReserved: number;
}

export interface Recomputed {
  places: number;
  drifted: number;
  named: Drift[];
}

/** Adds up every move and holds the sums against the balances, as of one moment. Changes neither. */
export async function recompute(ctx: Pick<Ctx, "tx">): Promise<Recomputed> {
  const rows = await selectRows<Record<"on_hand" | "reserved" | "moved_on_hand" | "moved_reserved" | "places" | "drifted", string> & Place>(
    ctx,
    `WITH sums AS (
       SELECT gtin, expiry, warehouse, lot,
         sum(CASE WHEN from_bucket = 'outside' THEN quantity WHEN to_bucket = 'outside' THEN -quantity ELSE 0 END) AS moved_on_hand,
         sum(CASE WHEN to_bucket = 'reserved' THEN quantity WHEN from_bucket = 'reserved' THEN -quantity ELSE 0 END) AS moved_reserved
       FROM stock_moves WHERE gtin <> '' GROUP BY gtin, expiry, warehouse, lot),
     compared AS (
       SELECT gtin, expiry, warehouse, lot, coalesce(on_hand, 0) AS on_hand, coalesce(reserved, 0) AS reserved,
         coalesce(moved_on_hand, 0) AS moved_on_hand, coalesce(moved_reserved, 0) AS moved_reserved
       FROM sums FULL JOIN stock_balances USING (gtin, expiry, warehouse, lot)),
     drifted AS (SELECT * FROM compared WHERE (on_hand, reserved) <> (moved_on_hand, moved_reserved))
     SELECT n.*, (SELECT count(*) FROM compared) AS places, (SELECT count(*) FROM drifted) AS drifted
     FROM (SELECT 1) AS always
     LEFT JOIN (SELECT ${PLACE}, on_hand, reserved, moved_on_hand, moved_reserved FROM drifted ORDER BY 1, 2, 3, 4 LIMIT ${MAX_NAMED}) AS n ON true`,
  );
  const named = rows.filter(({ gtin }) => gtin !== null);
  return {
    places: Number(rows[0]?.places),
    drifted: Number(rows[0]?.drifted),
    named: named.map(({ warehouse, gtin, lot, expiry, ...row }) => ({
      ...{ warehouse, gtin, lot, expiry, onHand: Number(row.on_hand), reserved: Number(row.reserved) },
      ...{ movedOnHand: Number(row.moved_on_hand), movedReserved: Number(row.moved_reserved) },
    })),
  };
}

/** Looks for drift and notes what it found. It repairs nothing: which of the two is right, somebody has to find out. */
export async function recomputeStock(app: PlatformApp): Promise<void> {
  const { places, drifted, named } = await inTransaction(app, async (ctx) => {
    const found = await recompute(ctx);
    const before = await lastCheck(ctx);
    await ctx.tx.query(
      `INSERT INTO stock_checks (at, places, drifted) VALUES ($1, $2, $3)
         ON CONFLICT (is_last) DO UPDATE SET at = $1, places = $2, drifted = $3`,
      [ctx.clock.now(), found.places, found.drifted],
    );
    if (found.drifted > 0 && found.drifted !== before?.drifted)
      record(ctx, { action: "stock.drifted", by: "system", details: { places: found.places, drifted: found.drifted } });
    return found;
  });
  if (drifted > 0) app.log.error({ places, drifted, named }, "balances of stock are not what its moves add up to");
}

/** What the last look found; undefined before the first. */
export async function lastCheck(ctx: Pick<Ctx, "tx">): Promise<{ at: Date; places: number; drifted: number } | undefined> {
  const [row] = await selectRows<{ at: Date; places: string; drifted: string }>(ctx, "SELECT at, places, drifted FROM stock_checks");
  return row && { at: row.at, places: Number(row.places), drifted: Number(row.drifted) };
}
