import { randomBytes } from "node:crypto";
import type { Pool } from "pg";
import { createDatabase, startPostgres, type TestDatabase } from "../../../test/support/postgres.ts";
import { run as migrate } from "../../src/cli/migrate.ts";

/** As whom backends work in tests: it may what processes may in production, and nothing else. */
const PROCESS_USER = { name: "waybill_process", password: randomBytes(12).toString("hex") };

const WAREHOUSE = { WAYBILL_ROLES: "warehouse" };

let template: Promise<string> | undefined;
let warehouseTemplate: Promise<string> | undefined;

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
  template ??= migrateTemplate({});
  const { name, url: ownerUrl, drop } = await createDatabase(await template);
  const url = (await startPostgres()).url(name, PROCESS_USER);
  if (indexFile !== undefined) await migrateAs(ownerUrl, url, { INDEX_FILE: indexFile });
  return { name, url, ownerUrl, drop };
}

/** The same for the program of a warehouse. */
export async function createWarehouseDatabase(): Promise<MigratedDatabase> {
  warehouseTemplate ??= migrateTemplate(WAREHOUSE);
  const { name, url: ownerUrl, drop } = await createDatabase(await warehouseTemplate);
  return { name, url: (await startPostgres()).url(name, PROCESS_USER), ownerUrl, drop };
}

/** Nobody stays connected to it. */
async function migrateTemplate(env: Record<string, string>): Promise<string> {
  const { name, url: ownerUrl } = await createDatabase();
  const postgres = await startPostgres();
  await postgres.createUser(PROCESS_USER);
  await migrateAs(ownerUrl, postgres.url(name, PROCESS_USER), env);
  return name;
}

/** What an operator runs before processes are started. */
export async function migrateAs(ownerUrl: string, processUrl: string, env: Record<string, string> = {}): Promise<void> {
  let said = "";
  const sink = { write: (text: string) => (said += text) };
  const code = await migrate([], { stdout: sink, stderr: sink, env: { ...env, DATABASE_URL: processUrl, DATABASE_OWNER_URL: ownerUrl } });
  if (code !== 0) throw new Error(said);
}

/**
 * Takes every row out of these tables, and out of all that refer to them. As TRUNCATE does with CASCADE, which makes new files for each of
 * their indexes: for the few rows of a test that is a hundred times the work.
 */
export async function emptyTables(pool: Pool, tables: readonly string[]): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    `WITH RECURSIVE emptied AS (
       SELECT unnest($1::text[])::regclass AS id
       UNION SELECT conrelid::regclass FROM pg_constraint JOIN emptied ON confrelid = id WHERE contype = 'f'
     ) SELECT id::text AS name FROM emptied`,
    [tables],
  );
  const names = rows.map(({ name }) => name);
  // Locked, so that what others are writing just now is waited for, and goes as well; without triggers, which forbid or follow deletions.
  const deletions = names.map((name) => `DELETE FROM ${name}`).join(";");
  await pool.query(`SET LOCAL session_replication_role = replica; LOCK TABLE ${names.join()}; ${deletions}`);
}
