import type { Ctx } from "../../../platform/context.ts";
import type { TransactionListeners } from "../relayer/changes.ts";
import { reopenOnReorg } from "../relayer/reopen.ts";
import type { AnyProjection } from "./projection.ts";

/**
 * Forgets all that came from the chain, so that a running indexer reads it again from the deployment on. What the relayer believes to be mined
 * is looked up again, too. Documents, signatures, batches and histories are not touched: they are not the chain's.
 */
export async function resetReadModel(ctx: Ctx, projections: readonly AnyProjection[], listeners: TransactionListeners): Promise<void> {
  // Waits for the indexer's transaction in hand; the next one finds no cursor and starts over.
  await ctx.tx.query("LOCK TABLE chain_cursor IN ACCESS EXCLUSIVE MODE");
  for (const table of [...projections.map((projection) => projection.table), "chain_logs", "chain_blocks", "chain_cursor"])
    await ctx.tx.query(`DELETE FROM ${table}`);
  // The log in memory of every process is told by this to read again.
  await ctx.tx.query(
    `INSERT INTO chain_reorgs (seen_at, ancestor_number, from_number, from_hash, logs_removed, below_final) VALUES ($1, -1, -1, '', 0, false)`,
    [ctx.clock.now()],
  );
  await reopenOnReorg(listeners)(ctx, -1);
}
