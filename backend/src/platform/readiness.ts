import type { Config } from "../config/config.ts";
import type { PlatformApp } from "./app.ts";
import { isDiskFull } from "./disk-full.ts";
import type { Logger } from "./logging.ts";
import type { Readiness } from "./module.ts";

/** How long an answer about room on the disk holds: asking writes a temporary file. */
const ROOM_MILLISECONDS = 2_000;

/** Whether the database answers, has room to write, and its schema is the one this program was written for. */
export function databaseReadiness({
  db,
  clock,
}: Pick<PlatformApp, "db" | "clock">): Record<"database" | "migrations", () => Promise<Readiness>> {
  let answer: Promise<boolean> | null = null;
  let isUnderWay = false;
  let answeredAt = 0;
  // One question at a time: behind a line that hangs, each further one would take a connection from those who need it.
  const hasRoomLately = (): Promise<boolean> => {
    if (answer && (isUnderWay || clock.now().getTime() - answeredAt < ROOM_MILLISECONDS)) return answer;
    isUnderWay = true;
    answer = hasRoom(db).finally(() => {
      isUnderWay = false;
      answeredAt = clock.now().getTime();
    });
    return answer;
  };
  return {
    async database() {
      try {
        if (await hasRoomLately()) return { state: "ok" };
        return { state: "degraded", reason: "The disk of the database is full: reads go on, nothing can be written." };
      } catch {
        answer = null;
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

/** Whether the files of secrets can be used as they are now. Which cannot be is for the log: anybody may ask here. */
export function secretsReadiness({
  config,
  log,
}: {
  config: Pick<Config, "secretProblems">;
  log: Logger;
}): Record<"secrets", () => Promise<Readiness>> {
  let said = "";
  return {
    async secrets() {
      const problems = config.secretProblems().join(" ");
      if (problems !== said && problems !== "") log.error({ problems }, "a secret in a file cannot be taken over");
      said = problems;
      if (problems === "") return { state: "ok" };
      return {
        state: "degraded",
        reason: "A file with a secret has changed and cannot be used; what it held before is. The log says which.",
      };
    },
  };
}

/**
 * Whether a megabyte can be written where the database's tables are. Postgres spills a result that is larger than its memory into a temporary
 * file there, which is gone with the transaction and in nobody's way.
 */
async function hasRoom({ pool }: PlatformApp["db"]): Promise<boolean> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN READ ONLY; SET LOCAL work_mem = '64kB'; SET LOCAL temp_tablespaces = ''");
    await client.query("SELECT count(*) FROM generate_series(1, 70000)");
    await client.query("COMMIT");
    client.release();
    return true;
  } catch (error) {
    client.release(true);
    if (isDiskFull(error)) return false;
    throw error;
  }
}
