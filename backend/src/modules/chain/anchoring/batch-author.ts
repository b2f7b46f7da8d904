import type { TransactionListener } from "../relayer/changes.ts";

/**
 * Keeps a batch's author the account that sends its root: a root counts only when its author anchored it, and a queued one goes out with another
 * key once keys were changed.
 */
export const followAnchors: TransactionListener = async (ctx, { businessKey, sender }) => {
  const id = Number(businessKey.slice("anchor:".length));
  if (!Number.isSafeInteger(id)) return;
  await ctx.tx.query("UPDATE batches SET author = $2 WHERE id = $1 AND author <> $2", [id, sender]);
};
