import type { App } from "../../../platform/app.ts";
import { inTransaction, selectRows } from "../../../platform/context.ts";
import { findOrder } from "../orders.store.ts";
import { moveOn, OrderMovedOn } from "../transitions.store.ts";
import { goOn } from "./go-on.ts";

/** How long a customer may take to pay. */
export const PAYMENT_MINUTES = 30;
/** An order that has not moved for so long is asked about again: a webhook may be lost. */
const PATIENCE_SECONDS = 60;
const ROUND = 200;

/** Ends orders that nobody paid in time, and goes on with those that stand still. */
export async function followUp(app: App): Promise<void> {
  const now = app.clock.now().getTime();
  const late = new Date(now - PAYMENT_MINUTES * 60_000);
  const still = await inTransaction(app, (ctx) =>
    selectRows<{ id: string }>(
      ctx,
      `SELECT id FROM orders WHERE state IN ('created', 'reserved', 'cancelling') AND moved_at < $1 ORDER BY moved_at LIMIT ${ROUND}`,
      [new Date(now - PATIENCE_SECONDS * 1_000)],
    ),
  );
  for (const { id } of still)
    await inTransaction(app, async (ctx) => {
      const order = await findOrder(ctx, id);
      const isUnpaid = order?.state === "created" || order?.state === "reserved";
      if (order && isUnpaid && order.placedAt < late)
        await moveOn(ctx, order, { event: "expire", by: "saga", cause: `not paid within ${PAYMENT_MINUTES} minutes` });
      await goOn(ctx, id);
    }).catch((error: unknown) => {
      // It has just gone on by itself.
      if (!(error instanceof OrderMovedOn)) throw error;
    });
}
