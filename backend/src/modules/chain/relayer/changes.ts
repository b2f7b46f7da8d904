import type { Ctx } from "../../../platform/context.ts";
import { patchTransaction, type RelayedTransaction, type TransactionPatch } from "./transactions.store.ts";

/** Called in the transaction that changes a relayed transaction's state. */
export type TransactionListener = (ctx: Ctx, transaction: RelayedTransaction) => Promise<void>;

/** Listeners by the part of the business key before its first colon. */
export type TransactionListeners = Readonly<Record<string, TransactionListener>>;

/** Stores a change and, when the state is another one, tells whoever asked for the transaction. */
export async function changeTransaction(
  ctx: Ctx,
  listeners: TransactionListeners,
  before: RelayedTransaction,
  patch: TransactionPatch,
): Promise<RelayedTransaction> {
  const after = await patchTransaction(ctx, before, patch);
  if (after.state !== before.state) await notify(ctx, listeners, after);
  return after;
}

export async function notify(ctx: Ctx, listeners: TransactionListeners, transaction: RelayedTransaction): Promise<void> {
  await listeners[transaction.businessKey.split(":", 1)[0] ?? ""]?.(ctx, transaction);
}
