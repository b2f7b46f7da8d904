import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { developmentKey } from "../../backend/src/config/development-keys.ts";
import { warehouseToken } from "../../backend/src/config/warehouse-token.ts";
import type { WAREHOUSE_VARIABLES } from "../../backend/src/config/warehouse-variables.ts";
import { freePort } from "../services/ports.ts";
import { waitFor } from "../services/wait-for.ts";
import { apiUrl } from "./backend.ts";
import { makeDatabase, migrateAsOwner, type Administrator, type UsedDatabase } from "./database.ts";
import type { Home } from "./home.ts";
import { StartProblem } from "./problem.ts";
import { ROOT } from "./root.ts";
import type { Settings } from "./settings.ts";
import type { Steps } from "./steps.ts";
import type { Supervisor } from "./supervisor.ts";
import { WAREHOUSE_PLACES, type WarehousePlace } from "./warehouse-places.ts";

const READY_MILLISECONDS = 60_000;
/** What a warehouse is given of our own environment: everything else of it is meant for the shop. */
const PASSED_ON = ["PATH", "HOME", "TZ", "NODE_OPTIONS", "NODE_COMPILE_CACHE", "LOG_LEVEL", "RATE_LIMIT_PER_MINUTE"];

/** Where a warehouse that was started with the shop answers. */
export interface StartedWarehouse {
  id: WarehousePlace["id"];
  url: string;
  databaseUrl: string;
  /** Folder that holds its keys. */
  home: string;
}

/**
 * Starts the warehouses beside a shop that serves; where their databases are not known, says so. Nobody waits for them: one that ends is started again, as whoever runs
 * a warehouse would do, and the shop goes on without it meanwhile; who needs one asks `untilServing`.
 */
export async function startWarehouses(
  settings: Settings,
  { home, database, supervisor, steps }: { home: Home; database: UsedDatabase; supervisor: Supervisor; steps: Steps },
): Promise<StartedWarehouse[]> {
  if (!settings.hasWarehouses) return [];
  const places = WAREHOUSE_PLACES.flatMap((place) => {
    const given = settings.warehouseDatabaseUrls[place.id];
    return given !== undefined || database.administrator !== undefined ? [{ place, given }] : [];
  });
  if (places.length === 0) {
    await steps.run("No warehouses: their databases are not named (ALPHA_DATABASE_URL)", async () => undefined);
    return [];
  }
  return steps.run(places.length === 1 ? "Warehouse" : "Warehouses", async (detail) => {
    const started = await Promise.all(
      places.map(async ({ place, given }) =>
        startOne(place, given ?? (await ownDatabase(place, { database, settings, home, supervisor })), { settings, home, supervisor }),
      ),
    );
    detail(started.map(({ id, url }) => `${id} at ${url}`).join(", "));
    return started;
  });
}

/** Of its own, with users of its own: a warehouse reads nothing of the shop, and owns nothing of what it works with. */
async function ownDatabase(
  { id }: WarehousePlace,
  { database, settings, home, supervisor }: { database: UsedDatabase; settings: Settings; home: Home; supervisor: Supervisor },
): Promise<string> {
  const { administrator } = database;
  if (administrator === undefined) throw new Error("there is no Postgres of ours");
  const name = `waybill_${id}`;
  const [owner, user] = [name, `${name}_process`].map((one) => ({ name: one, password: randomBytes(24).toString("base64url") })) as [
    User,
    User,
  ];
  for (const one of [owner, user]) await administrator.createUser(one);
  await makeDatabase(administrator, name, owner.name);
  const [url, ownerUrl] = [administrator.url(name, user), administrator.url(name, owner)];
  await migrateAsOwner({ url, ownerUrl }, { home, supervisor, environment: { ...passedOn(settings), WAYBILL_ROLES: "warehouse" } });
  return url;
}

type User = Parameters<Administrator["createUser"]>[0];

function passedOn({ environment }: Settings): NodeJS.ProcessEnv {
  return Object.fromEntries(PASSED_ON.map((name) => [name, environment[name]]));
}

async function startOne(
  place: WarehousePlace,
  databaseUrl: string,
  { settings, home, supervisor }: { settings: Settings; home: Home; supervisor: Supervisor },
): Promise<StartedWarehouse> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  await supervisor.keep(
    {
      name: `The warehouse ${place.name}`,
      command: process.execPath,
      args: [`${ROOT}/backend/src/main.ts`],
      cwd: ROOT,
      logFile: home.log(`warehouse-${place.id}`),
      env: warehouseEnvironment(place, { settings, home: home.path, port, databaseUrl }),
    },
    "warehouse",
  );
  return { id: place.id, url, databaseUrl, home: homeOf(home.path, place) };
}

function homeOf(home: string, { id }: Pick<WarehousePlace, "id">): string {
  return join(home, "warehouses", id);
}

/** @throws {StartProblem} when one of them does not answer in time */
export async function untilServing(warehouses: readonly StartedWarehouse[]): Promise<void> {
  await Promise.all(
    warehouses.map(({ id, url }) =>
      waitFor(async () => (await fetch(`${url}/livez`, { signal: AbortSignal.timeout(2_000) })).ok, {
        what: "an answer",
        deadlineMilliseconds: READY_MILLISECONDS,
        pollMilliseconds: 100,
      }).catch((error: unknown) => {
        throw new StartProblem(`The warehouse ${id} does not answer; the folder logs of the home says why.`, { cause: error });
      }),
    ),
  );
}

export function warehouseEnvironment(
  place: WarehousePlace,
  { settings, home, port, databaseUrl }: { settings: Settings; home: string; port: number; databaseUrl: string },
): NodeJS.ProcessEnv {
  const folder = homeOf(home, place);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const decided = {
    PORT: String(port),
    HOST: "127.0.0.1",
    WAYBILL_HOME: folder,
    DATABASE_URL: databaseUrl,
    STORE_URL: apiUrl(settings),
    SERVICE_TOKEN: warehouseToken(settings.serviceSecret, place.id),
    WAREHOUSE_ID: place.id,
    WAREHOUSE_NAME: place.name,
    WAREHOUSE_URL: `http://127.0.0.1:${port}`,
    WAREHOUSE_COUNTRY: place.country,
    WAREHOUSE_LATITUDE: String(place.latitude),
    WAREHOUSE_LONGITUDE: String(place.longitude),
    WAREHOUSE_GLN: place.gln,
    // Only the demonstration registers who signs for it.
    ...(settings.isDemo ? { ACTOR_KEY: developmentKey(place.account) } : {}),
    ...(settings.environment.FRONTEND_DIR === undefined
      ? { FRONTEND_DIR: join(ROOT, "frontend", "dist") }
      : { FRONTEND_DIR: settings.environment.FRONTEND_DIR }),
  } satisfies { [Name in keyof typeof WAREHOUSE_VARIABLES]?: string };
  return { ...passedOn(settings), WAYBILL_ROLES: "warehouse", ...place.environment, ...decided };
}
