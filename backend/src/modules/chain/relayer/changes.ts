import type { Ctx } from "../../../platform/context.ts";
import { nextState, type Happening } from "./states.ts";
import { storeChanges, type Change, type RelayedTransaction } from "./transactions.store.ts";

/** Called in the transaction that changes a relayed transaction's state. */
export type TransactionListener = (ctx: Ctx, transaction: RelayedTransaction) => Promise<void>;

/** Listeners by the part of the business key before its first colon. */
export type TransactionListeners = Readonly<Record<string, TransactionListener>>;

/** What a happening makes of a transaction. */
export function changed(before: RelayedTransaction, happening: Happening, patch: Partial<RelayedTransaction> = {}): Change {
  return { before, after: { ...before, ...patch, state: nextState(before.state, happening) } };
}

/** Stores changes and, where the state is another one, tells whoever asked for the transaction. */
export async function applyChanges(ctx: Ctx, listeners: TransactionListeners, changes: readonly Change[]): Promise<RelayedTransaction[]> {
  const stored = await storeChanges(ctx, changes);
  const states = new Map(changes.map(({ before }) => [before.id, before.state]));
  const moved = stored.filter(({ id, state }) => states.get(id) !== state).sort((one, other) => one.id - other.id);
  for (const transaction of moved) await notify(ctx, listeners, transaction);
  return stored;
}

export async function notify(ctx: Ctx, listeners: TransactionListeners, transaction: RelayedTransaction): Promise<void> {
  await listeners[transaction.businessKey.split(":", 1)[0] ?? ""]?.(ctx, transaction);
}
