import type { DataSource } from "typeorm";
import { writeActs } from "../platform/audit.ts";
import { systemClock } from "../platform/clock.ts";
import type { Ctx } from "../platform/context.ts";
import { newTraceId, systemRandom } from "../platform/ids.ts";
import { createLogger } from "../platform/logging.ts";
import { writeMessages } from "../platform/outbox.ts";

/** Runs what somebody does at a terminal in one transaction, with all that it publishes and records. */
export async function asOperator<Result>(dataSource: DataSource, work: (ctx: Ctx) => Promise<Result>): Promise<Result> {
  return dataSource.transaction(async (tx) => {
    const parts = { clock: systemClock, random: systemRandom, traceId: newTraceId(systemRandom), log: createLogger("fatal") };
    const ctx: Ctx = { tx, ...parts, messages: [], acts: [] };
    const result = await work(ctx);
    await writeActs(ctx);
    await writeMessages(ctx);
    return result;
  });
}
