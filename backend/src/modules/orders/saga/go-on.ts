import type { Ctx } from "../../../platform/context.ts";
import { addJob } from "../../../platform/jobs.ts";

/** Task that takes the next steps of one order. */
export const GO_ON_TASK = "orders:go-on";

/**
 * Orders take turns in one of so many queues: at most so many are worked on at once, and fewer where there are fewer workers, which other jobs need
 * as well. None holds its place for good: a partner has a deadline (`inTime`), and a job that failed pauses without one.
 */
const QUEUES = 16;

/** Has the saga of an order taken further, once its cause is stored. Two runs for one order take turns, wherever they run. */
export async function goOn(ctx: Pick<Ctx, "tx">, order: string): Promise<void> {
  const queueName = `orders ${(Buffer.from(order, "base64url")[0] ?? 0) % QUEUES}`;
  await addJob(ctx, GO_ON_TASK, { order }, { jobKey: `order:${order}`, queueName });
}
