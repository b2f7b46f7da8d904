import { DataSource } from "typeorm";
import { noDatabase, ownerDatabaseUrl } from "./database-url.ts";
import { fail } from "./fail.ts";
import { programOf } from "./program.ts";
import type { Io } from "./token.ts";

/**
 * `migrate-revert`: takes back the newest migration of the database that DATABASE_OWNER_URL, or DATABASE_URL, names, in one transaction. What only its
 * tables held is gone. Processes are stopped before it: they bring a database up to date when they start.
 */
export async function run(_args: readonly string[], io: Io): Promise<number> {
  const url = ownerDatabaseUrl(io);
  if (url === undefined) return fail(io, noDatabase(io));
  const { migrations } = programOf(io.env ?? process.env);
  const dataSource = new DataSource({ type: "postgres", url, migrations, migrationsTableName: "migrations" });
  try {
    await dataSource.initialize();
    const last = await newestOf(dataSource);
    if (last === undefined) return fail(io, "No migration was run on this database.\n");
    if (!migrations.some(({ name }) => name === last)) return fail(io, `${last} is of a newer Waybill: use that one to take it back.\n`);
    await dataSource.undoLastMigration({ transaction: "all" });
    io.stdout.write(`Took back ${last}.\n`);
    return 0;
  } catch (error) {
    return fail(io, `The migration cannot be taken back: ${error instanceof Error ? error.message : String(error)}\n`);
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
  }
}

async function newestOf(dataSource: DataSource): Promise<string | undefined> {
  const rows: { name: string }[] = await dataSource.query("SELECT name FROM migrations ORDER BY timestamp DESC, id DESC LIMIT 1");
  return rows[0]?.name;
}
