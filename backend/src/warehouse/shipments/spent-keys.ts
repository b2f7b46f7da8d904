import { selectRows } from "../../platform/context.ts";
import { startLoop, type Loop } from "../../platform/loop.ts";
import type { Warehouse } from "../warehouse.ts";

const AT_ONCE = 100;
/** Nobody has to wake it: what was forgotten is found after this long at the latest. */
const IDLE_MILLISECONDS = 5_000;

/**
 * Destroys the keys of addresses that were forgotten. Their names were put aside by the database in the transaction that forgot them: a process
 * that dies in between destroys them when it is back, and none goes before its address is gone for good.
 */
export async function destroySpentKeys({ db, personal }: Pick<Warehouse, "db" | "personal">): Promise<void> {
  const ctx = { tx: db.dataSource.manager };
  for (;;) {
    const rows = await selectRows<{ key: string }>(ctx, "SELECT key FROM spent_keys LIMIT $1", [AT_ONCE]);
    if (rows.length === 0) return;
    for (const { key } of rows) personal.destroy(key);
    await ctx.tx.query("DELETE FROM spent_keys WHERE key = ANY($1)", [rows.map(({ key }) => key)]);
  }
}

/** The same at once, whenever something happens. */
export function startKeyEnder(app: Warehouse): Loop {
  return startLoop(async () => {
    try {
      await destroySpentKeys(app);
    } catch (error) {
      app.log.warn({ err: error, nextInMilliseconds: IDLE_MILLISECONDS }, "keys of forgotten addresses could not be destroyed");
    }
    return IDLE_MILLISECONDS;
  });
}
