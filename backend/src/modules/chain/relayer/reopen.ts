import { selectRows } from "../../../platform/context.ts";
import { notify } from "./changes.ts";
import { inFencedTransaction } from "./leadership.ts";
import type { LedSending } from "./sending.ts";
import { reopenAbove } from "./transactions.store.ts";

/**
 * Follows the reorganisations that the indexer has recorded: what was mined above the lowest ancestor is on its way again, and those who wait for
 * it are told. The next look at the chain finds it, or sends the stored bytes anew.
 */
export async function reopenAfterReorgs({ app, signer, leadership, listeners }: LedSending): Promise<void> {
  const [row] = await selectRows<{ newest: string; lowest: string }>(
    { tx: app.db.dataSource.manager },
    `SELECT max(r.id) AS newest, min(r.ancestor_number) AS lowest FROM relayer_senders s JOIN chain_reorgs r ON r.id > s.reorg_id
     WHERE s.sender = $1 HAVING count(*) > 0`,
    [signer.address],
  );
  if (!row) return;
  await inFencedTransaction(app, signer.address, leadership, async (ctx) => {
    for (const transaction of await reopenAbove(ctx, signer.address, Number(row.lowest))) await notify(ctx, listeners, transaction);
    await ctx.tx.query("UPDATE relayer_senders SET reorg_id = $2 WHERE sender = $1", [signer.address, row.newest]);
  });
}
