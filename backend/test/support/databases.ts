import { randomBytes } from "node:crypto";
import { createDatabase, startPostgres, type TestDatabase } from "../../../test/support/postgres.ts";
import { run as migrate } from "../../src/cli/migrate.ts";

/** As whom backends work in tests: it may what processes may in production, and nothing else. */
const PROCESS_USER = { name: "waybill_process", password: randomBytes(12).toString("hex") };

let template: Promise<string> | undefined;

export interface MigratedDatabase extends TestDatabase {
  /** As the user of a running process. */
  url: string;
  /** For what a process may not do: making and emptying tables. */
  ownerUrl: string;
}

/**
 * A fresh database with every migration applied, copied from one that is made once in a run: copying takes a tenth of migrating.
 *
 * @param indexFile INDEX_FILE, whose tables are made, too.
 */
export async function createMigratedDatabase(indexFile?: string): Promise<MigratedDatabase> {
  template ??= migrateTemplate();
  const { name, url: ownerUrl, drop } = await createDatabase(await template);
  const url = (await startPostgres()).url(name, PROCESS_USER);
  if (indexFile !== undefined) await migrateAs(ownerUrl, url, { INDEX_FILE: indexFile });
  return { name, url, ownerUrl, drop };
}

/** Nobody stays connected to it. */
async function migrateTemplate(): Promise<string> {
  const { name, url: ownerUrl } = await createDatabase();
  const postgres = await startPostgres();
  await postgres.createUser(PROCESS_USER);
  await migrateAs(ownerUrl, postgres.url(name, PROCESS_USER));
  return name;
}

/** What an operator runs before processes are started. */
export async function migrateAs(ownerUrl: string, processUrl: string, env: Record<string, string> = {}): Promise<void> {
  let said = "";
  const sink = { write: (text: string) => (said += text) };
  const code = await migrate([], { stdout: sink, stderr: sink, env: { ...env, DATABASE_URL: processUrl, DATABASE_OWNER_URL: ownerUrl } });
  if (code !== 0) throw new Error(said);
}
