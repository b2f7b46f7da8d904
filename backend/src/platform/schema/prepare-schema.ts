import type { PlatformApp } from "../app.ts";
import { migrate, openDatabase, type DatabaseOptions } from "../database.ts";
import { migrateJobs } from "../jobs.ts";
import { mayChangeSchema } from "./process-rights.ts";

/** Postgres' word for a right that a user does not have. */
export const INSUFFICIENT_PRIVILEGE = "42501";

/**
 * Brings tables and queue up to date where the database's user owns them; where it may only work with them, makes sure that they are. Processes
 * that start together take turns.
 *
 * @throws {Error} with a sentence that says what to do, when they are older than this program and the user may not change them
 */
export async function prepareSchema({ db, log }: Pick<PlatformApp, "db" | "log">): Promise<void> {
  if (await mayChangeSchema(db.pool)) {
    await migrate(db);
    return migrateJobs({ db, log });
  }
  try {
    // Both only read what is up to date.
    if (!(await db.dataSource.showMigrations())) return await migrateJobs({ db, log });
  } catch (error) {
    if ((error as { code?: string }).code !== INSUFFICIENT_PRIVILEGE) throw error;
  }
  throw new Error(
    "The database was not made ready for this program and its user, who may not do so: give its owner in DATABASE_OWNER_URL and run `npm run waybill -- migrate`.",
  );
}

/** The same from outside of a running backend. */
export async function prepareDatabase(options: Omit<DatabaseOptions, "entities">): Promise<void> {
  const db = await openDatabase({ ...options, entities: [], poolSize: 2 });
  try {
    await prepareSchema({ db, log: options.log });
  } finally {
    await db.close();
  }
}
