import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DEVELOPMENT_SERVICE_SECRET } from "../../../backend/src/config/development-keys.ts";
import { warehouseToken } from "../../../backend/src/config/warehouse-token.ts";
import { addStaff, homeOf } from "../../../backend/test/support/warehouse/world.ts";
import { freePort } from "../../../scripts/services/ports.ts";
import { withClient } from "../../../scripts/services/postgres.ts";
import { waitFor } from "../../../scripts/services/wait-for.ts";
import { runDirectory } from "../../support/resources.ts";
import { startCluster, type Cluster } from "../real/cluster.ts";
import { startDatabaseServer, type DatabaseServer } from "../real/database-server.ts";
import { environmentOf } from "../real/environment.ts";
import { createFloor, type Floor } from "./floor.ts";
import { askHttp } from "./http.ts";

/** Nobody listens there: nothing of an order is on a chain. */
const NO_NODE = "http://127.0.0.1:1";
const STARTING_MILLISECONDS = 60_000;
export const SHOP_DATABASE = "shop";
export const PRICE_MINOR = 1_000;
export const SHIPPING_MINOR = 490;
export const WAREHOUSES = ["alpha", "beta"] as const;
export type WarehouseName = (typeof WAREHOUSES)[number];

/** A shop of two processes and two warehouses, each a program with a database of its own, on one Postgres; every one of them can be killed. */
export interface OrdersWorld {
  server: DatabaseServer;
  /** Where the processes of the shop listen. */
  shops: readonly string[];
  floors: Readonly<Record<WarehouseName, Floor>>;
  /** A process by its name: `shop-1`, `shop-2`, `alpha`, `beta`. */
  of(name: string): Cluster;
  /** Puts an article on sale, and so many of it on the shelf of each warehouse, and answers once the shop has heard of all. */
  stock(gtin: string, quantities: Readonly<Partial<Record<WarehouseName, number>>>): Promise<void>;
  /** What was ever put on a shelf, by `warehouse gtin`. */
  received: ReadonlyMap<string, number>;
  /** What ended by itself although nobody asked it to. */
  failures(): readonly string[];
  stop(): Promise<void>;
}

let worlds = 0;

export async function startOrdersWorld(): Promise<OrdersWorld> {
  const number = ++worlds;
  const server = await startDatabaseServer(`sim-orders-${process.pid}-${number}`);
  const deploymentFile = join(runDirectory(), "sim-orders-deployment.json");
  const contract = `0x${"22".repeat(20)}`;
  writeFileSync(
    deploymentFile,
    JSON.stringify({ chainId: 31337, accessManager: contract, supplyChain: contract, fromBlock: 0, codeHash: `0x${"33".repeat(32)}` }),
  );
  // What one process of the shop has sealed or signed the other must be able to read.
  const home = mkdtempSync(join(runDirectory(), "sim-orders-home-"));
  const clusters = new Map<string, Cluster>();
  const received = new Map<string, number>();

  const shops = [await freePort(), await freePort()].map((port) => `http://127.0.0.1:${port}`);
  const startShop = async (name: string, url: string, otherUrl: string): Promise<void> => {
    const port = Number(new URL(url).port);
    const environment = environmentOf(
      { deploymentFile },
      { databaseUrl: server.lineUrl(SHOP_DATABASE), rpcUrl: NO_NODE, port },
      {
        ...{ WAYBILL_HOME: home, WAREHOUSE_HEALTH_SECONDS: "1", WAREHOUSE_RECONCILE_SECONDS: "5" },
        // Between two processes, either of which may die.
        SANDBOX_WEBHOOK_URL: `${otherUrl}/api/payments/webhooks`,
      },
    );
    clusters.set(name, await startCluster([{ name, roles: "api,worker" }], environment));
    await untilAlive(name, `${url}/livez`);
  };
  const startWarehouse = async (id: WarehouseName, storeUrl: string): Promise<Floor> => {
    const database = `warehouse_${id}`;
    await server.create(database);
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const { PATH, NODE_COMPILE_CACHE } = environmentOf({ deploymentFile }, { databaseUrl: "", rpcUrl: NO_NODE, port });
    const environment = {
      ...{ PATH, NODE_COMPILE_CACHE, PORT: String(port), DATABASE_URL: server.lineUrl(database), STORE_URL: storeUrl },
      ...{ SERVICE_TOKEN: warehouseToken(DEVELOPMENT_SERVICE_SECRET, id), WAREHOUSE_ID: id, WAREHOUSE_NAME: id, WAREHOUSE_URL: url },
      ...{ WAREHOUSE_COUNTRY: "DE", WAREHOUSE_LATITUDE: id === "alpha" ? "52.5" : "48.1", WAREHOUSE_LONGITUDE: "13.4" },
      ...{ SSCC_PREFIX: id === "alpha" ? "9506000" : "9506001", RATE_LIMIT_PER_MINUTE: "1000000", LOG_LEVEL: "warn" },
      WAYBILL_HOME: homeOf(server.directUrl(database)),
    };
    clusters.set(id, await startCluster([{ name: id, roles: "warehouse" }], environment));
    await untilAlive(id, `${url}/livez`);
    const password = await addStaff(server.directUrl(database), "Lea", "--lead");
    return createFloor(url, { name: "Lea", password });
  };
  const of = (name: string): Cluster => {
    const cluster = clusters.get(name);
    if (!cluster) throw new Error(`no process is called ${name}`);
    return cluster;
  };

  await server.create(SHOP_DATABASE);
  // One after the other: the first makes the tables.
  for (const [index, url] of shops.entries()) await startShop(`shop-${index + 1}`, url, shops[1 - index] as string);
  await withClient(server.directUrl(SHOP_DATABASE), (client) =>
    client.query(
      `INSERT INTO delivery_terms (country, shipping, rates, updated_at)
       VALUES ('DE', $1, '{"standard": 1900, "reduced": 700, "books": 700, "zero": 0}', now())`,
      [JSON.stringify([{ minor: SHIPPING_MINOR, currency: "EUR" }])],
    ),
  );
  const [alpha, beta] = await Promise.all([startWarehouse("alpha", shops[0] as string), startWarehouse("beta", shops[1] as string)]);
  const floors = { alpha, beta };

  return {
    ...{ server, shops, floors, of, received },
    async stock(gtin, quantities) {
      const shop = <Row extends object>(sql: string, values: unknown[]) =>
        withClient(server.directUrl(SHOP_DATABASE), async (client) => (await client.query<Row>(sql, values)).rows);
      await shop(
        `INSERT INTO articles (gtin, title, kind, price_minor, currency, tax_class, is_active, updated_at)
         VALUES ($1, 'Goods', 'other', $2, 'EUR', 'standard', true, now())`,
        [gtin, PRICE_MINOR],
      );
      for (const id of WAREHOUSES) {
        const quantity = quantities[id] ?? 0;
        received.set(`${id} ${gtin}`, quantity);
        if (quantity > 0) await floors[id].receive(gtin, quantity);
      }
      const total = WAREHOUSES.reduce((sum, id) => sum + (quantities[id] ?? 0), 0);
      const isThere = async () =>
        (await shop<{ sum: number }>("SELECT coalesce(sum(on_hand), 0)::int AS sum FROM stock_balances WHERE gtin = $1", [gtin]))[0]
          ?.sum === total;
      await waitFor(isThere, { what: `what warehouses have of ${gtin}`, deadlineMilliseconds: STARTING_MILLISECONDS });
    },
    failures: () => [...clusters.values()].flatMap(({ failures }) => failures),
    async stop() {
      for (const id of WAREHOUSES) await floors[id].stop();
      await Promise.all([...clusters.values()].map((cluster) => cluster.stop()));
      await server.stop();
    },
  };
}

async function untilAlive(name: string, url: string): Promise<void> {
  const isAlive = async (): Promise<boolean> => (await askHttp("GET", url)).status === 200;
  await waitFor(isAlive, { what: `the start of ${name}`, deadlineMilliseconds: STARTING_MILLISECONDS });
}
