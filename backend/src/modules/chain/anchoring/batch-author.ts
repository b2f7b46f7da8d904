import type { TransactionListener } from "../relayer/changes.ts";
import { setBatchAuthor } from "./batches.store.ts";

/** Keeps a batch's author the account that sends its root: a queued one goes out with another key once keys were changed. */
export const followAnchors: TransactionListener = async (ctx, { businessKey, sender }) => {
  const id = Number(businessKey.slice("anchor:".length));
  if (Number.isSafeInteger(id)) await setBatchAuthor(ctx, id, sender);
};
