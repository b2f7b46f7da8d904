import { systemClock } from "../../../src/platform/clock.ts";
import type { inTransaction } from "../../../src/platform/context.ts";
import { openDatabase, type Database } from "../../../src/platform/database.ts";
import { systemRandom } from "../../../src/platform/ids.ts";
import { createLogger } from "../../../src/platform/logging.ts";

/** What a process needs of the application to keep the ledger. */
export interface StockApp extends Pick<Parameters<typeof inTransaction>[0], "clock" | "random" | "log"> {
  db: Database;
}

/** The ledger as one process has it, with connections of its own. The database is there already. */
export async function openStock(url: string, poolSize = 10): Promise<StockApp> {
  const log = createLogger("fatal");
  return { log, clock: systemClock, random: systemRandom, db: await openDatabase({ url, entities: [], migrations: [], log, poolSize }) };
}
