import type { Ctx } from "../../../platform/context.ts";
import { notify, type TransactionListeners } from "./changes.ts";
import { reopenAbove } from "./transactions.store.ts";

/** Part of every undo: transactions that were mined above the ancestor are on their way again, and those who follow them are told. */
export function reopenOnReorg(listeners: TransactionListeners): (ctx: Ctx, ancestorNumber: number) => Promise<void> {
  return async (ctx, ancestorNumber) => {
    for (const transaction of await reopenAbove(ctx, ancestorNumber)) await notify(ctx, listeners, transaction);
  };
}
