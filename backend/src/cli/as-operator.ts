import type { DataSource } from "typeorm";
import { systemClock } from "../platform/clock.ts";
import { inTransaction, type Ctx } from "../platform/context.ts";
import { systemRandom } from "../platform/ids.ts";
import { createLogger } from "../platform/logging.ts";

/** Runs what somebody does at a terminal in one transaction, with all that it publishes and records. */
export async function asOperator<Result>(dataSource: DataSource, work: (ctx: Ctx) => Promise<Result>): Promise<Result> {
  return inTransaction({ db: { dataSource }, clock: systemClock, random: systemRandom, log: createLogger("fatal") }, work);
}
