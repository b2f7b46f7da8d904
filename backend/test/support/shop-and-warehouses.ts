import { spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { FulfilmentView, OrderView } from "@waybill/protocol/schemas/api/orders";
import type { WarehouseStockItem, WarehouseView } from "@waybill/protocol/schemas/api/warehouses";
import { expect } from "chai";
import { Pool } from "pg";
import { freePort } from "../../../scripts/services/ports.ts";
import { createWarehouseDatabase } from "./databases.ts";
import { runDirectory } from "../../../test/support/resources.ts";
import { passedOn } from "../../../test/support/waybill.ts";
import { DEVELOPMENT_SERVICE_SECRET } from "../../src/config/development-keys.ts";
import { DEPLOYMENT, send, type Answer } from "./backend.ts";
import { createMigratedDatabase } from "./databases.ts";
import { accountOf } from "./organisations.ts";
import { signIn } from "./sessions.ts";
import { ADDRESS, BOOK } from "./shop.ts";
import { waitFor } from "./wait-for.ts";
import { startWarehouseProcess, type WarehouseProcess } from "./warehouse/process.ts";
import { addStaff, basic, clientOf, environmentOf, handsOf, homeOf, type Client } from "./warehouse/world.ts";

const MAIN = fileURLToPath(new URL("../../src/main.ts", import.meta.url));

/** A warehouse program with its database, which may be killed and started again where it was. */
export interface WarehouseOfTest {
  url: string;
  floor: Client;
  hands: ReturnType<typeof handsOf>;
  start(): Promise<void>;
  kill(): Promise<void>;
  /** It is to start with an empty database; killed before. */
  loseDatabase(): Promise<void>;
  report(): Promise<{ state: string; reason: string | undefined }>;
  output(): string;
}

/** A shop as a process, and warehouses as processes, each with a database of its own; they meet over HTTP alone. */
export interface ShopAndWarehouses {
  alpha: WarehouseOfTest;
  beta: WarehouseOfTest;
  startShop(): Promise<void>;
  /** What an admin reads and does. */
  admin<Body>(method: string, path: string, body?: object): Promise<Body>;
  view(id: string): Promise<WarehouseView>;
  /** Of books, beside the ledger of the shop. */
  stock(id: string): Promise<WarehouseStockItem | undefined>;
  place(quantity: number, card?: string): Promise<string>;
  order(id: string): Promise<OrderView>;
  /** The order once this is so of it. */
  orderThat(id: string, what: string, isSo: (order: OrderView) => boolean): Promise<OrderView>;
  /** What a warehouse is told to ship of an order. */
  instructedOf(order: string, warehouse: string): Promise<FulfilmentView>;
  stop(): Promise<void>;
}

export async function startShopAndWarehouses(env: Record<string, string>): Promise<ShopAndWarehouses> {
  const database = await createMigratedDatabase();
  const port = await freePort();
  const shop = { url: `http://127.0.0.1:${port}` };
  const alpha = await createWarehouse("alpha", shop.url, { MINOR_PER_SHIPMENT: "200" });
  const beta = await createWarehouse("beta", shop.url, { MINOR_PER_SHIPMENT: "500", SSCC_PREFIX: "9506001" });
  const pool = new Pool({ connectionString: database.ownerUrl, max: 1, idleTimeoutMillis: 1_000 });
  // The database goes while a connection may still be closing.
  pool.on("connect", (client) => void client.on("error", () => undefined));
  pool.on("error", () => undefined);
  const asked = {
    ...shop,
    request: (method: string, path: string, options?: Parameters<typeof send>[3]) => send(shop.url, method, path, options),
  };
  const tokens = { admin: "", ann: "" };
  let child: ChildProcess | undefined;

  const ok = async <Body>(answer: Promise<Answer>): Promise<Body> => {
    const { status, text, json } = await answer;
    expect(status, text).to.be.within(200, 299);
    return json<Body>();
  };
  const all: ShopAndWarehouses = {
    ...{ alpha, beta },
    async startShop() {
      const home = mkdtempSync(join(runDirectory(), "shop-"));
      const deployment = join(home, "deployment.json");
      writeFileSync(deployment, DEPLOYMENT);
      child = spawn(process.execPath, [MAIN], {
        env: { ...passedOn(), ...shopEnvironment(database.url, { port, home, deployment }), ...env },
        stdio: ["ignore", "ignore", "inherit"],
      });
      const end = (): void => void child?.kill("SIGKILL");
      process.once("exit", end);
      await waitFor("the shop", async () => (await fetch(`${shop.url}/livez`).catch(() => undefined))?.ok || undefined);
      [tokens.admin, tokens.ann] = [await signIn(asked, "an admin"), await signIn(asked, "ann")];
      await pool.query(
        "INSERT INTO installation_roles (person_id, role, given_at) SELECT person_id, 'admin', now() FROM person_wallets WHERE account = $1",
        [accountOf("an admin").address],
      );
    },
    admin: (method, path, body) =>
      ok(
        asked.request(method, path, {
          token: tokens.admin,
          // Articles are put once.
          headers: { "Idempotency-Key": randomUUID(), "If-Match": "0" },
          ...(body ? { body } : {}),
        }),
      ),
    view: (id) => all.admin("GET", `/api/warehouses/${id}`),
    async stock(id) {
      const { items } = await all.admin<{ items: WarehouseStockItem[] }>("GET", `/api/warehouses/${id}/stock`);
      return items.find(({ gtin }) => gtin === BOOK);
    },
    async place(quantity, card = "sandbox:approve") {
      const body = { lines: [{ gtin: BOOK, quantity }], delivery: ADDRESS, payment: { token: card } };
      const headers = { "Idempotency-Key": randomUUID() };
      return (await ok<OrderView>(asked.request("POST", "/api/orders", { token: tokens.ann, headers, body }))).id;
    },
    order: (id) => ok(asked.request("GET", `/api/orders/${id}`, { token: tokens.admin })),
    orderThat: (id, what, isSo) =>
      waitFor(`an order that is ${what}`, async () => {
        const order = await all.order(id);
        return isSo(order) ? order : undefined;
      }),
    async instructedOf(order, warehouse) {
      const isIt = (one: FulfilmentView) => one.warehouse === warehouse && one.state === "instructed" && !one.isAsked;
      const { fulfilments } = await all.orderThat(order, `instructed at ${warehouse}`, ({ fulfilments: some }) => some.some(isIt));
      return fulfilments.find(isIt) as FulfilmentView;
    },
    async stop() {
      for (const warehouse of [alpha, beta]) await warehouse.kill();
      child?.kill("SIGKILL");
      await pool.end();
      database.drop();
    },
  };
  return all;
}

function shopEnvironment(databaseUrl: string, { port, home, deployment }: { port: number; home: string; deployment: string }) {
  return {
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    // Nobody listens there: orders need no chain.
    RPC_URL: "http://127.0.0.1:1",
    DEPLOYMENT_FILE: deployment,
    RELAYER_KEY: `0x${"44".repeat(32)}`,
    WAYBILL_HOME: home,
    WAYBILL_ROLES: "api,worker",
    RATE_LIMIT_PER_MINUTE: "1000000",
    LOG_LEVEL: "fatal",
  };
}

async function createWarehouse(id: "alpha" | "beta", storeUrl: string, env: Record<string, string>): Promise<WarehouseOfTest> {
  let databaseUrl = (await createWarehouseDatabase()).url;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const { SERVICE_TOKEN: _, ...given } = environmentOf(databaseUrl, storeUrl, {
    ...{ PORT: String(port), WAREHOUSE_ID: id, WAREHOUSE_NAME: id, WAREHOUSE_URL: url, SERVICE_SECRET: DEVELOPMENT_SERVICE_SECRET },
    ...{ LOG_LEVEL: "warn", ...env },
  });
  let running: WarehouseProcess | undefined;
  let authorization = "";
  const as = (): Client => clientOf(() => url, authorization);
  const floor: Client = { get: (path) => as().get(path), send: (...asked) => as().send(...asked) };
  const said: string[] = [];
  return {
    ...{ url, floor, hands: handsOf(floor, floor) },
    async start() {
      running = startWarehouseProcess({ ...given, DATABASE_URL: databaseUrl, WAYBILL_HOME: homeOf(databaseUrl) });
      await waitFor(`the start of ${id}`, async () => (await fetch(`${url}/livez`).catch(() => undefined))?.ok || undefined);
      if (authorization === "") authorization = basic("Lea", await addStaff(databaseUrl, "Lea", "--lead"));
    },
    async kill() {
      running?.signal("SIGKILL");
      await running?.exited;
      said.push(running?.output() ?? "");
    },
    async loseDatabase() {
      databaseUrl = (await createWarehouseDatabase()).url;
      authorization = "";
    },
    async report() {
      const { body } = await floor.get<{ state: string; checks: Record<string, { reason?: string }> }>("/readyz");
      return { state: body.state, reason: body.checks["shop"]?.reason };
    },
    output: () => [...said, running?.output() ?? ""].join("\n"),
  };
}
