import type { Ctx } from "../../../platform/context.ts";
import { addJob } from "../../../platform/jobs.ts";

/** Task that takes the next steps of one order. */
export const GO_ON_TASK = "orders:go-on";

/** Under this an order has one job that has not begun, and takes turns; in SQL `'order:' || id`. */
export function keyOfOrder(order: string): string {
  return `order:${order}`;
}

/**
 * Has the saga of an order taken further, once its cause is stored. The job is in no queue of the queue's own: whoever looks for work there locks all queues
 * that are free, so that those who look at the same moment find nothing and rest; and what a dead process held keeps all of its queue waiting.
 */
export async function goOn(ctx: Pick<Ctx, "tx">, order: string): Promise<void> {
  await addJob(ctx, GO_ON_TASK, { order }, { jobKey: keyOfOrder(order) });
}
