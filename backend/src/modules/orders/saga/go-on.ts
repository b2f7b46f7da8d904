import type { Ctx } from "../../../platform/context.ts";
import { addJob } from "../../../platform/jobs.ts";

/** Task that takes the next steps of one order. */
export const GO_ON_TASK = "orders:go-on";

/** Orders wait for others of the same queue only: so many are worked on at once, whatever one of them waits for. */
const QUEUES = 16;

/** Has the saga of an order taken further, once its cause is stored. Two runs for one order take turns, wherever they run. */
export async function goOn(ctx: Pick<Ctx, "tx">, order: string): Promise<void> {
  const queueName = `orders ${(Buffer.from(order, "base64url")[0] ?? 0) % QUEUES}`;
  await addJob(ctx, GO_ON_TASK, { order }, { jobKey: `order:${order}`, queueName });
}
