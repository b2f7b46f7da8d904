import { DataSource } from "typeorm";
import { systemClock } from "../platform/clock.ts";
import type { Ctx } from "../platform/context.ts";
import { newTraceId, systemRandom } from "../platform/ids.ts";
import { createLogger } from "../platform/logging.ts";
import { writeMessages } from "../platform/outbox.ts";
import type { Io } from "./token.ts";

/**
 * Runs one piece of work in a transaction on the database that DATABASE_URL names.
 *
 * @returns what the work answers, or 1 with one sentence on standard error when there is no database.
 */
export async function withDatabase(io: Io, work: (ctx: Ctx) => Promise<number>): Promise<number> {
  const url = (io.env ?? process.env)["DATABASE_URL"];
  if (url === undefined || url === "") return fail(io, "DATABASE_URL must name the database of the running Waybill.\n");
  const dataSource = new DataSource({ type: "postgres", url });
  try {
    await dataSource.initialize();
  } catch {
    return fail(io, "The database cannot be reached.\n");
  }
  try {
    return await dataSource.transaction(async (tx) => {
      const log = createLogger("error");
      const ctx: Ctx = { tx, clock: systemClock, random: systemRandom, traceId: newTraceId(systemRandom), log, messages: [] };
      const code = await work(ctx);
      await writeMessages(ctx);
      return code;
    });
  } finally {
    await dataSource.destroy();
  }
}

function fail(io: Io, message: string): number {
  io.stderr.write(message);
  return 1;
}
