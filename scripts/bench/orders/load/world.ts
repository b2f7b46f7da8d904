import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DEVELOPMENT_SERVICE_SECRET } from "../../../../backend/src/config/development-keys.ts";
import { warehouseToken } from "../../../../backend/src/config/warehouse-token.ts";
import { createLogger } from "../../../../backend/src/platform/logging.ts";
import { prepareDatabase } from "../../../../backend/src/platform/schema/prepare-schema.ts";
import { WAREHOUSE_MIGRATIONS } from "../../../../backend/src/warehouse/migrations/index.ts";
import { DEPLOYMENT, testConfig } from "../../../../backend/test/support/config.ts";
import { startChild, type Child } from "../../../services/child.ts";
import { freePort } from "../../../services/ports.ts";
import { withClient } from "../../../services/postgres.ts";
import { waitFor } from "../../../services/wait-for.ts";
import { ROOT } from "../../../start/root.ts";
import { makeCustomers, type Customer } from "./customers.ts";
import { parentOf, processorSeconds } from "./processor-time.ts";
import { fillCatalogue, fillShelves, WAREHOUSES, type WarehouseId } from "./goods.ts";

const START_MILLISECONDS = 60_000;
/** The shop asks for each article that it does not know yet. */
const SYNC_MILLISECONDS = 300_000;

export interface World {
  url: string;
  shopDatabase: string;
  warehouseDatabases: Readonly<Record<WarehouseId, string>>;
  customers: Customer[];
  /** Processor seconds that each program has taken so far, by its name. */
  processorSeconds(): Map<string, number>;
  stop(): Promise<void>;
}

export interface WorldOptions {
  /** Of the shop, with its tables. */
  url: string;
  /** Makes an empty database. @returns its address */
  database: (name: string) => Promise<string>;
  /** For homes and logs. */
  folder: string;
  articles: number;
  customers: number;
}

/** A shop and its warehouses as an installation runs them: each a process of its own with a database of its own, meeting over HTTP. Nothing is sent yet. */
export async function startWorld({ url: shopDatabase, database, folder, articles, customers: count }: WorldOptions): Promise<World> {
  const children: Child[] = [];
  const stop = async () => void (await Promise.all(children.splice(0).map((child) => child.stop())));
  try {
    const port = await freePort();
    const [url, home, deployment] = [`http://127.0.0.1:${port}`, join(folder, "shop"), join(folder, "deployment.json")];
    mkdirSync(home);
    writeFileSync(deployment, DEPLOYMENT);
    const environment = shopEnvironment({ port, home, deployment, shopDatabase });
    const customers = await withClient(shopDatabase, async (client) => {
      await fillCatalogue(client, articles);
      return makeCustomers(client, testConfig(shopDatabase, { WAYBILL_HOME: home }), count);
    });
    const start = async (name: string, env: Record<string, string>) =>
      children.push(
        await startChild({
          ...{ name, command: process.execPath, args: [join(ROOT, "backend/src/main.ts")], cwd: ROOT },
          ...{ env: { ...passedOn(), ...env }, logFile: join(folder, `${name}.log`) },
        }),
      );
    await start("shop", environment);
    const warehouseDatabases = {} as Record<WarehouseId, string>;
    for (const id of WAREHOUSES) {
      const own = (warehouseDatabases[id] = await database(`load_${id}`));
      await prepareDatabase({ url: own, migrations: WAREHOUSE_MIGRATIONS, log: createLogger("fatal") });
      await fillShelves(own, id, articles);
      await start(id, await warehouseEnvironment(id, { folder, storeUrl: url, databaseUrl: own }));
    }
    await untilKnown(shopDatabase, children);
    const programs = [
      ...children.map(({ name, identity }) => ({ name, pid: identity.pid })),
      { name: "Postgres", pid: await pidOfPostgres(shopDatabase) },
    ];
    const spent = () => new Map(programs.map(({ name, pid }) => [name, processorSeconds(pid)]));
    return { url, shopDatabase, warehouseDatabases, customers, processorSeconds: spent, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function pidOfPostgres(url: string): Promise<number> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    return parentOf(rows[0]?.pid ?? 0);
  });
}

/** Where the time goes is seen with `NODE_OPTIONS="--cpu-prof --cpu-prof-dir=…"`. */
function passedOn(): NodeJS.ProcessEnv {
  const { PATH, HOME, NODE_OPTIONS } = process.env;
  return { PATH, HOME, NODE_OPTIONS };
}

/** What the shop has in its ledger is what warehouses have on their shelves. */
async function untilKnown(shopDatabase: string, children: readonly Child[]): Promise<void> {
  await withClient(shopDatabase, (client) =>
    waitFor(
      async () => {
        const ended = children.find((child) => child.hasExited());
        if (ended) throw new Error(`${ended.name} has ended; ${ended.logFile} says why`);
        const { rows } = await client.query<{ compared: number }>(
          "SELECT count(*)::int AS compared FROM warehouses WHERE compared_at IS NOT NULL AND status = 'HEALTHY'",
        );
        return rows[0]?.compared === WAREHOUSES.length;
      },
      {
        what: "the shop's knowing what warehouses have",
        deadlineMilliseconds: START_MILLISECONDS + SYNC_MILLISECONDS,
        pollMilliseconds: 500,
      },
    ),
  );
}

interface ShopPlace {
  port: number;
  home: string;
  deployment: string;
  shopDatabase: string;
}

/** As it comes, but for a chain: orders need none, and nobody listens there. */
function shopEnvironment({ port, home, deployment, shopDatabase }: ShopPlace): Record<string, string> {
  return {
    PORT: String(port),
    DATABASE_URL: shopDatabase,
    RPC_URL: "http://127.0.0.1:1",
    DEPLOYMENT_FILE: deployment,
    RELAYER_KEY: `0x${"44".repeat(32)}`,
    WAYBILL_HOME: home,
    WAYBILL_ROLES: "api,worker",
    // Customers come through a reverse proxy, which says who asks: limits are as they come.
    TRUST_PROXY: "loopback",
    LOG_LEVEL: "warn",
  };
}

async function warehouseEnvironment(
  id: WarehouseId,
  { folder, storeUrl, databaseUrl }: { folder: string; storeUrl: string; databaseUrl: string },
): Promise<Record<string, string>> {
  const [port, home] = [await freePort(), join(folder, id)];
  mkdirSync(home);
  return {
    WAYBILL_ROLES: "warehouse",
    PORT: String(port),
    WAYBILL_HOME: home,
    DATABASE_URL: databaseUrl,
    STORE_URL: storeUrl,
    SERVICE_TOKEN: warehouseToken(DEVELOPMENT_SERVICE_SECRET, id),
    WAREHOUSE_ID: id,
    WAREHOUSE_NAME: id,
    WAREHOUSE_URL: `http://127.0.0.1:${port}`,
    WAREHOUSE_COUNTRY: "DE",
    WAREHOUSE_LATITUDE: id === "alpha" ? "52.5" : "48.1",
    WAREHOUSE_LONGITUDE: id === "alpha" ? "13.4" : "11.6",
    MINOR_PER_SHIPMENT: "300",
    MINOR_PER_UNIT: "40",
    MINOR_PER_TONNE_KILOMETRE: "45",
    CO2E_MILLIGRAMS_PER_TONNE_KILOMETRE: "90000",
    SSCC_PREFIX: id === "alpha" ? "9506000" : "9506001",
    LOG_LEVEL: "warn",
  };
}
