import type { App } from "./app.ts";
import type { Readiness } from "./module.ts";

/** Whether the database answers and its schema is the one this program was written for. */
export function databaseReadiness({ db }: Pick<App, "db">): Record<"database" | "migrations", () => Promise<Readiness>> {
  return {
    async database() {
      try {
        await db.pool.query("SELECT 1");
        return { state: "ok" };
      } catch {
        return { state: "down", reason: "The database does not answer." };
      }
    },
    async migrations() {
      try {
        return (await db.dataSource.showMigrations())
          ? { state: "down", reason: "The database schema is older than this program." }
          : { state: "ok" };
      } catch {
        return { state: "down", reason: "The state of the schema cannot be read." };
      }
    },
  };
}
