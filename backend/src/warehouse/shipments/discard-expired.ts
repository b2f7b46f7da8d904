import { dayOf } from "../../modules/stock/stock.queries.ts";
import { selectRows } from "../../platform/context.ts";
import { inWarehouse } from "../in-warehouse.ts";
import type { Warehouse } from "../warehouse.ts";
import { insertTasks, type NewTask } from "./tasks.store.ts";

/** Most that are made at once; the rest follows a minute later. */
const MOST = 500;

/** Where a task is, in terms of the ledger. */
const AT = `t.gtin COLLATE "C" = b.gtin AND t.bin COLLATE "C" = b.warehouse AND coalesce(t.lot, '') COLLATE "C" = b.lot AND t.expiry = b.expiry`;

/**
 * Has somebody take off the shelf what may be sold no more and is held for nobody, once for each lot in each bin. What is to be carried somewhere first waits
 * for that, and what is there no more, nobody looks for.
 */
export async function discardExpired(app: Warehouse): Promise<void> {
  await inWarehouse(app, "discard-expired", async (ctx) => {
    await ctx.tx.query(
      `UPDATE tasks t SET state = 'ended', changed_at = $1 WHERE kind = 'discard' AND state IN ('open', 'taken')
         AND NOT EXISTS (SELECT FROM stock_balances b WHERE ${AT} AND b.on_hand > b.reserved)`,
      [ctx.clock.now()],
    );
    const expired = await selectRows<Omit<NewTask, "kind">>(
      ctx,
      `SELECT gtin, nullif(lot, '') AS lot, b.expiry::text AS expiry, warehouse AS bin, (on_hand - reserved)::int AS quantity FROM stock_balances b
       WHERE b.expiry < $1 AND on_hand > reserved
         AND NOT EXISTS (SELECT FROM tasks t WHERE ${AT} AND t.kind IN ('discard', 'unpack') AND t.state IN ('open', 'taken'))
       ORDER BY b.expiry, gtin, warehouse, b.lot LIMIT ${MOST}`,
      [dayOf(ctx.clock.now())],
    );
    await insertTasks(
      ctx,
      expired.map((place) => ({ ...place, kind: "discard" })),
    );
  });
}
