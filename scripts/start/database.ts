import { randomBytes } from "node:crypto";
import { startPostgres, withClient, type Postgres } from "../services/postgres.ts";
import type { Home } from "./home.ts";
import { ROOT } from "./root.ts";
import { StartProblem, asProblem, reasonOf } from "./problem.ts";
import type { Settings } from "./settings.ts";
import type { Supervisor } from "./supervisor.ts";

const DATABASE = "waybill";
/** As whom the backend works: it owns nothing. */
const PROCESS_USER = "waybill_process";

export interface UsedDatabase {
  url: string;
  /** The same as its owner; absent where the backend is the owner. */
  ownerUrl?: string;
  /** Of a server of our own: who makes users and databases there. */
  administrator?: Administrator;
  detail: string;
}

export type Administrator = Pick<Postgres, "url" | "createUser" | "createDatabase">;

/** Our own database, with a user for the backend whose password holds until the next start. */
export async function startOwnDatabase(home: Home, supervisor: Supervisor): Promise<UsedDatabase> {
  const postgres = await asProblem(
    startPostgres({
      directory: home.file("postgres"),
      password: home.databasePassword,
      logFile: home.log("postgres"),
      onStarted: (child) => supervisor.adopt(child, "database"),
      run: (options) => supervisor.run(options),
    }),
  );
  await makeDatabase(postgres, DATABASE);
  home.add("database");
  const user = { name: PROCESS_USER, password: randomBytes(24).toString("base64url") };
  await postgres.createUser(user);
  return {
    url: postgres.url(DATABASE, user),
    ownerUrl: postgres.url(DATABASE),
    administrator: postgres,
    detail: `on port ${postgres.port}`,
  };
}

/** One that is there stays as it is. @param owner a user who makes its tables; the administrator unless named */
export async function makeDatabase(postgres: Administrator, name: string, owner?: string): Promise<void> {
  await withClient(postgres.url("postgres"), async (client) => {
    const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = $1", [name]);
    if (rowCount === 0) await postgres.createDatabase(name);
    if (owner !== undefined)
      await client.query(`ALTER DATABASE ${client.escapeIdentifier(name)} OWNER TO ${client.escapeIdentifier(owner)}`);
  });
}

/** @throws {StartProblem} when the server does not answer; its password is not repeated. */
export async function useDatabase(url: string, ownerUrl?: string): Promise<UsedDatabase> {
  const place = placeOf(url);
  await withClient(url, (client) => client.query("SELECT 1")).catch((error: unknown) => {
    throw new StartProblem(`The database at DATABASE_URL (${place}) does not answer: ${reasonOf(error)}.`, { cause: error });
  });
  return { url, ...(ownerUrl === undefined ? {} : { ownerUrl }), detail: `at ${place}` };
}

/** Has the owner make everything that the backend works with; where the backend is the owner, it does so itself. @throws {StartProblem} */
export async function bringUpToDate(
  { url, ownerUrl }: UsedDatabase,
  settings: Settings,
  home: Home,
  supervisor: Supervisor,
): Promise<void> {
  if (ownerUrl === undefined) return;
  await migrateAsOwner({ url, ownerUrl }, { home, supervisor, environment: settings.environment });
}

/** Runs the command `migrate`, of the program that the environment names. @throws {StartProblem} */
export async function migrateAsOwner(
  { url, ownerUrl }: { url: string; ownerUrl: string },
  { home, supervisor, environment }: { home: Home; supervisor: Supervisor; environment: NodeJS.ProcessEnv },
): Promise<void> {
  await supervisor.run({
    name: "Bringing the database up to date",
    command: process.execPath,
    args: [`${ROOT}/scripts/cli/main.ts`, "migrate"],
    cwd: ROOT,
    logFile: home.log("migrate"),
    env: { ...environment, WAYBILL_HOME: home.path, DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl },
  });
}

function placeOf(url: string): string {
  try {
    const { host, pathname } = new URL(url);
    return `${host}${pathname}`;
  } catch {
    throw new StartProblem("DATABASE_URL is not a URL: postgres://user:password@host:port/database is expected.");
  }
}
