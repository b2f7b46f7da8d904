import type { HookCtx } from "../../../platform/context.ts";
import type { Follower } from "./follower.ts";
import type { Counts } from "./proof/counts.ts";
import type { EventTable } from "./tables/event-table.ts";

/**
 * Removes everything above a block, in the transaction in hand. No journal is needed, since no row is ever changed: at any depth
 * it is a deletion by block number.
 */
export async function undoAbove(
  { connection, tables, publishes }: Follower,
  ctx: HookCtx,
  counts: Counts,
  kept: number,
): Promise<{ counts: Counts; logsRemoved: number }> {
  const remaining = { ...counts };
  const remove = async (table: string, column: string): Promise<number> => {
    const [row] = await connection.query<{ count: string }[]>(
      `WITH gone AS (DELETE FROM "${table}" WHERE ${column} > $1 RETURNING 1) SELECT count(*) FROM gone`,
      [kept],
    );
    return Number(row?.count);
  };
  for (const table of tables) {
    const hook = publishes ? table.hooks?.onUndone : undefined;
    const removed = hook ? await removeTold(connection, ctx, table, kept) : await remove(table.name, "block_number");
    if (table.name in remaining) remaining[table.name] = (remaining[table.name] ?? 0) - removed;
  }
  await remove("chain_blocks", "number");
  return { counts: remaining, logsRemoved: await remove("chain_logs", "block_number") };
}

async function removeTold(connection: Follower["connection"], ctx: HookCtx, table: EventTable, kept: number): Promise<number> {
  const rows = await connection.query<never[]>(
    `WITH gone AS (DELETE FROM "${table.name}" WHERE block_number > $1 RETURNING *) SELECT * FROM gone ORDER BY block_number, log_index`,
    [kept],
  );
  if (rows.length > 0) await table.hooks?.onUndone?.(ctx, rows);
  return rows.length;
}
