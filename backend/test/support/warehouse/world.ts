import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { InstructionAnswer, ShipmentInstruction } from "@waybill/protocol/schemas/warehouse/instructions";
import { expect } from "chai";
import { createWarehouseDatabase } from "../databases.ts";
import { run } from "../../../src/cli/warehouse.ts";
import { startWarehouse, type RunningWarehouse } from "../../../src/compose-warehouse.ts";
import { readWarehouseConfig } from "../../../src/config/warehouse-config.ts";
import type { ShipmentView } from "../../../src/warehouse/floor/shipments.views.ts";
import type { Task } from "../../../src/warehouse/shipments/tasks.store.ts";
import { waitFor } from "../wait-for.ts";
import { startFakeShop, TOKEN, type FakeShop } from "./fake-shop.ts";
import { judgeOf } from "./judged.ts";

export const BOOK = "09506000134352";
export const PENCIL = "09506000134369";
export const DELIVERY = { name: "Erika Muster", lines: ["Hauptstr. 1"], postcode: "10115", city: "Berlin", country: "DE" };

export interface Answer<Body> {
  status: number;
  body: Body;
  headers: Headers;
}

/** Asks a warehouse over HTTP, as somebody. */
export interface Client {
  get<Body = unknown>(path: string): Promise<Answer<Body>>;
  send<Body = unknown>(method: "POST" | "PUT" | "DELETE", path: string, body?: object, key?: string | null): Promise<Answer<Body>>;
}

/**
 * Each answer has to be as the reference of warehouses describes it.
 *
 * @param more Headers of each request, as those of a device.
 */
export function clientOf(url: () => string, authorization: string | null, more: Readonly<Record<string, string>> = {}): Client {
  const ask = async <Body>(method: string, path: string, body?: object, key: string | null = null): Promise<Answer<Body>> => {
    const response = await fetch(`${url()}${path}`, {
      method,
      headers: {
        ...more,
        ...(authorization === null ? {} : { authorization }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(key === null ? {} : { "idempotency-key": key }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    // A stream never ends: that it has begun is its answer.
    const isEndless = response.headers.get("content-type")?.startsWith("text/event-stream") ?? false;
    if (isEndless) await response.body?.cancel();
    const text = isEndless ? "" : await response.text();
    const judge = await judgeOf(url());
    const asked = { method, path: path.split("?")[0] ?? "", as: authorization === null ? "nobody" : "somebody" };
    expect(
      judge(asked, { status: response.status, headers: Object.fromEntries(response.headers), text }),
      `${method} ${path}`,
    ).to.deep.equal([]);
    return { status: response.status, body: (text.startsWith("{") ? JSON.parse(text) : text) as Body, headers: response.headers };
  };
  return {
    get: (path) => ask("GET", path),
    send: (method, path, body, key = randomUUID()) => ask(method, path, body, key),
  };
}

export const basic = (name: string, password: string) => `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`;

const homes = new Map<string, string>();
/** One for each database, however it is reached: what is started again over it finds its keys. */
export function homeOf(databaseUrl: string): string {
  const { pathname } = new URL(databaseUrl);
  const home = homes.get(pathname) ?? mkdtempSync(join(tmpdir(), "waybill-warehouse-"));
  homes.set(pathname, home);
  return home;
}

export function environmentOf(databaseUrl: string, storeUrl: string, env: Record<string, string> = {}): Record<string, string> {
  return {
    PORT: "0",
    WAYBILL_HOME: homeOf(databaseUrl),
    DATABASE_URL: databaseUrl,
    STORE_URL: storeUrl,
    SERVICE_TOKEN: TOKEN,
    WAREHOUSE_ID: "alpha",
    WAREHOUSE_NAME: "Alpha",
    WAREHOUSE_URL: "http://127.0.0.1:1",
    WAREHOUSE_COUNTRY: "DE",
    WAREHOUSE_LATITUDE: "52.5",
    WAREHOUSE_LONGITUDE: "13.4",
    SSCC_PREFIX: "9506000",
    RATE_LIMIT_PER_MINUTE: "1000000",
    LOG_LEVEL: "fatal",
    ...env,
  };
}

/** Makes an account by the command of the operator. @returns its password */
export async function addStaff(databaseUrl: string, name: string, ...options: string[]): Promise<string> {
  let said = "";
  const sink = { write: (text: string) => (said += text) };
  expect(
    await run(["staff", "add", name, ...options], {
      stdout: sink,
      stderr: sink,
      env: { DATABASE_URL: databaseUrl, WAYBILL_HOME: homeOf(databaseUrl) },
    }),
    said,
  ).to.equal(0);
  return said.trim().split("\n").at(-1) ?? "";
}

/** A code for a device, by the command of the operator. */
export async function addDevice(databaseUrl: string, name: string): Promise<string> {
  let said = "";
  const sink = { write: (text: string) => (said += text) };
  expect(await run(["device", "add", name], { stdout: sink, stderr: sink, env: { DATABASE_URL: databaseUrl } }), said).to.equal(0);
  return said.trim().split("\n").at(-1) ?? "";
}

/** What people of a floor do, in one word each. Every step is checked. */
export function handsOf(floor: Client, shop: Client) {
  const ok = async <Body>(answer: Promise<Answer<Body>>): Promise<Body> => {
    const { status, body } = await answer;
    expect(status, JSON.stringify(body)).to.be.within(200, 299);
    return body;
  };
  return {
    ok,
    bin: (code: string) => ok(floor.send("PUT", `/api/floor/bins/${code}`)),
    receive: (bin: string, quantity: number, { gtin = BOOK, lot = "L1" as string | null, expiry = null as string | null } = {}) =>
      ok(floor.send("POST", "/api/floor/receipts", { gtin, lot, expiry, quantity, bin })),
    instruct: (id: string, fence: number, goods: readonly [line: number, gtin: string, quantity: number][]) =>
      ok(shop.send<InstructionAnswer>("PUT", `/shipments/${id}`, instruction(fence, goods))),
    withdraw: (id: string, fence: number) => ok(shop.send<{ answer: string }>("POST", `/shipments/${id}/withdrawal`, { fence })),
    tasks: async (id: string) => (await ok(floor.get<{ items: Task[] }>(`/api/floor/tasks?shipment=${id}`))).items,
    shipment: (id: string) => ok(floor.get<ShipmentView>(`/api/floor/shipments/${id}`)),
    async pickAll(id: string): Promise<void> {
      for (const { id: task, kind, bin, gtin, lot, quantity } of await this.tasks(id))
        if (kind === "pick") await ok(floor.send("POST", `/api/floor/tasks/${task}/pick`, { bin, gtin, lot, quantity }));
    },
    pack: (id: string) => ok(floor.send<{ parcels: { sscc: string }[] }>("POST", `/api/floor/shipments/${id}/pack`, {})),
    ship: (id: string) => ok(floor.send("POST", `/api/floor/shipments/${id}/ship`, { carrier: "Bike", tracking: "T1" })),
    until: (id: string, state: ShipmentView["state"]) =>
      waitFor(`${id} is ${state}`, async () => {
        const { body } = await floor.get<ShipmentView>(`/api/floor/shipments/${id}`);
        return body.state === state ? body : undefined;
      }),
  };
}

export function instruction(fence: number, goods: readonly [line: number, gtin: string, quantity: number][]): ShipmentInstruction {
  return {
    fence,
    order: "ORDER-1",
    goods: goods.map(([line, gtin, quantity]) => ({ line, gtin, lot: null, expiry: null, quantity, title: "Goods" })),
    delivery: DELIVERY,
  };
}

export interface WarehouseWorld {
  shop: FakeShop;
  warehouse: RunningWarehouse;
  databaseUrl: string;
  /** The same as its owner. */
  ownerUrl: string;
  /** As a lead of the staff, and as the shop. */
  floor: Client;
  asShop: Client;
  as(name: string, password: string): Client;
  hands: ReturnType<typeof handsOf>;
  stop(): Promise<void>;
}

/** A warehouse in this process, on a database of its own, with a shop that is made up. */
export async function startWarehouseWorld(env: Record<string, string> = {}): Promise<WarehouseWorld> {
  const database = await createWarehouseDatabase();
  const shop = await startFakeShop();
  const warehouse = await startWarehouse(readWarehouseConfig(environmentOf(database.url, shop.url, env)));
  const password = await addStaff(database.url, "Lea", "--lead");
  const url = () => warehouse.url;
  const [floor, asShop] = [clientOf(url, basic("Lea", password)), clientOf(url, `Bearer ${TOKEN}`)];
  return {
    ...{ shop, warehouse, databaseUrl: database.url, ownerUrl: database.ownerUrl, floor, asShop },
    as: (name, secret) => clientOf(url, basic(name, secret)),
    hands: handsOf(floor, asShop),
    async stop() {
      await warehouse.stop();
      await shop.stop();
      database.drop();
    },
  };
}
