import { MIGRATIONS } from "../migrations/index.ts";
import { migrateDatabase } from "../platform/database.ts";
import { createLogger } from "../platform/logging.ts";
import { databaseUrl, noDatabase } from "./database-url.ts";
import type { Io } from "./token.ts";

/** `migrate`: brings the database that DATABASE_URL names up to date. Every process does so when it starts; this does it beforehand. */
export async function run(_args: readonly string[], io: Io): Promise<number> {
  const url = databaseUrl(io);
  if (url === undefined) {
    io.stderr.write(noDatabase(io));
    return 1;
  }
  try {
    await migrateDatabase({ url, migrations: MIGRATIONS, log: createLogger("error") });
  } catch (error) {
    io.stderr.write(`The database cannot be brought up to date: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
  return 0;
}
