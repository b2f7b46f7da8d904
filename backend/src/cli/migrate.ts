import { makeFeedSchemas } from "../modules/chain/indexer/make-feed-schemas.ts";
import { createLogger } from "../platform/logging.ts";
import { prepareDatabase } from "../platform/schema/prepare-schema.ts";
import { grantToProcess } from "../platform/schema/process-rights.ts";
import { databaseUrl, givenOwnerUrl, noDatabase } from "./database-url.ts";
import { programOf, refuseOtherProgram } from "./program.ts";
import type { Io } from "./token.ts";

/**
 * `migrate`: brings the database that DATABASE_URL names up to date. With DATABASE_OWNER_URL it does so as the owner, makes the tables of INDEX_FILE, and
 * lets the user of DATABASE_URL work with all of them; processes are started after it. Without it each process does so itself when it starts. With
 * `WAYBILL_ROLES=warehouse` it is the database of a warehouse.
 */
export async function run(_args: readonly string[], io: Io): Promise<number> {
  const url = databaseUrl(io);
  if (url === undefined) {
    io.stderr.write(noDatabase(io));
    return 1;
  }
  const owner = givenOwnerUrl(io);
  const env = io.env ?? process.env;
  const program = programOf(env);
  try {
    await refuseOtherProgram(owner ?? url, program);
    await prepareDatabase({ url: owner ?? url, migrations: program.migrations, log: createLogger("error") });
    if (owner !== undefined) {
      const feeds = program.hasFeeds ? await makeFeedSchemas(owner, env["INDEX_FILE"] || null) : [];
      await grantToProcess(owner, userOf(url), { feeds, worksForCallers: program.worksForCallers });
    }
  } catch (error) {
    io.stderr.write(`The database cannot be brought up to date: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
  return 0;
}

function userOf(url: string): string {
  const user = decodeURIComponent(new URL(url).username);
  if (user === "") throw new Error("DATABASE_URL names no user: postgres://user@host/database.");
  return user;
}
