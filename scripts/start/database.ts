import { startPostgres, withClient } from "../services/postgres.ts";
import type { Home } from "./home.ts";
import { StartProblem, asProblem, reasonOf } from "./problem.ts";
import type { Supervisor } from "./supervisor.ts";

const DATABASE = "waybill";

/** @returns the connection string of our own database. */
export async function startOwnDatabase(home: Home, supervisor: Supervisor): Promise<{ url: string; detail: string }> {
  const postgres = await asProblem(
    startPostgres({
      directory: home.file("postgres"),
      password: home.databasePassword,
      logFile: home.log("postgres"),
      onStarted: (child) => supervisor.adopt(child, "database"),
      run: (options) => supervisor.run(options),
    }),
  );
  const { rowCount } = await withClient(postgres.url("postgres"), (client) =>
    client.query("SELECT FROM pg_database WHERE datname = $1", [DATABASE]),
  );
  if (rowCount === 0) await postgres.createDatabase(DATABASE);
  home.add("database");
  return { url: postgres.url(DATABASE), detail: `on port ${postgres.port}` };
}

/** @throws {StartProblem} when the server does not answer; its password is not repeated. */
export async function useDatabase(url: string): Promise<{ url: string; detail: string }> {
  const place = placeOf(url);
  await withClient(url, (client) => client.query("SELECT 1")).catch((error: unknown) => {
    throw new StartProblem(`The database at DATABASE_URL (${place}) does not answer: ${reasonOf(error)}.`, { cause: error });
  });
  return { url, detail: `at ${place}` };
}

function placeOf(url: string): string {
  try {
    const { host, pathname } = new URL(url);
    return `${host}${pathname}`;
  } catch {
    throw new StartProblem("DATABASE_URL is not a URL: postgres://user:password@host:port/database is expected.");
  }
}
