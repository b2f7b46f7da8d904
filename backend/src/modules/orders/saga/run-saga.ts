import type { App } from "../../../platform/app.ts";
import { inTransaction, reading, type Ctx } from "../../../platform/context.ts";
import { fault } from "../../../platform/faults.ts";
import { findOrder, type OrderRow } from "../orders.store.ts";
import { moveOn, OrderMovedOn } from "../transitions.store.ts";
import { letGo, STEPS, type Outcome, type Partners } from "./steps.ts";

/**
 * Takes the steps of an order until it is at rest, or waits for somebody. Each step asks others first and is noted afterwards, in one transaction
 * that only goes through when the order is still as it was read: what was done for an order that somebody called off meanwhile is let go
 * by the step of the state that it has now.
 *
 * @throws whatever a partner throws: the job is tried again
 */
export async function runSaga(app: App, partners: Partners, id: string): Promise<void> {
  for (;;) {
    const order = await findOrder(reading(app), id);
    const step = order && STEPS[order.state];
    if (!step) return;
    let outcome: Outcome;
    try {
      outcome = await step(app, partners, order);
      if (outcome.isNoted) continue;
      await inTransaction(app, (ctx) => note(ctx, order, outcome));
    } catch (error) {
      if (!(error instanceof OrderMovedOn)) throw error;
      await letGoIfOver(app, partners, id);
      continue;
    }
    if (outcome.event === undefined) return;
  }
}

async function note(ctx: Ctx, order: OrderRow, outcome: Outcome): Promise<void> {
  if (outcome.event !== undefined) await moveOn(ctx, order, { ...outcome.event, by: "saga" });
  await outcome.note?.(ctx);
  await fault("orders.before_note_commit");
}

/** The order is at its end, and another run, which was taken for dead, has only now asked for something to be held. */
async function letGoIfOver(app: App, partners: Partners, id: string): Promise<void> {
  const order = await findOrder(reading(app), id);
  if (order?.state !== "cancelled") return;
  const { note: noteIt } = await letGo(app, partners, order);
  await inTransaction(app, async (ctx) => noteIt?.(ctx));
}
