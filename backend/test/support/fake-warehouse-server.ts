import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { rangesRequest, type InventoryItem } from "@waybill/protocol/schemas/warehouse/inventory";
import type { WarehouseMessage } from "@waybill/protocol/schemas/warehouse/instructions";
import type { WarehouseRegistration } from "@waybill/protocol/schemas/warehouse/registration";
import { DEVELOPMENT_SERVICE_SECRET } from "../../src/config/development-keys.ts";
import { warehouseToken } from "../../src/config/warehouse-token.ts";
import { createInventoryRanges } from "../../src/warehouse/inventory-ranges.ts";
import { send, type Answer } from "./backend.ts";

/** How it treats whoever asks: `dead` breaks the connection off, `silent` never answers, a number is answered as a status, `hold` waits for `letGo`. */
export type Mood = "well" | "dead" | "silent" | "hold" | number;

/** Without what every message has. */
type Told<Message extends WarehouseMessage = WarehouseMessage> = Message extends WarehouseMessage
  ? Omit<Message, "id" | "sequence" | "at"> & Partial<Pick<Message, "id" | "sequence" | "at">>
  : never;

export interface FakeWarehouseServer {
  id: string;
  url: string;
  /** What it shows, and takes from the shop. */
  token: string;
  /** Its database; another one after it was lost. */
  instance: string;
  mood: Mood;
  /** Paths that answer 500, whatever its mood. */
  broken: Set<string>;
  /** What is on its shelves, by whatever name. */
  shelf: Map<string, InventoryItem>;
  /** Of its newest message. */
  sequence: number;
  /** Paths that were asked for, in their order, and the bodies. */
  asked: { method: string; path: string; body: unknown }[];
  /** Paths that were asked for with another token than its own. */
  turnedAway: string[];
  /** Most that were asked at the same time. */
  mostInFlight: number;
  registration(changes?: Partial<WarehouseRegistration>): WarehouseRegistration;
  register(changes?: Partial<WarehouseRegistration>): Promise<Answer>;
  /** Gives each message its number, without sending it. */
  write(...told: Told[]): WarehouseMessage[];
  send(messages: readonly WarehouseMessage[], token?: string): Promise<Answer>;
  /** Writes and sends. */
  tell(...told: Told[]): Promise<Answer>;
  letGo(): void;
  stop(): Promise<void>;
}

/** The program of a warehouse, as far as the shop sees it. */
export async function startFakeWarehouse(shop: string, id = "alpha"): Promise<FakeWarehouseServer> {
  let inFlight = 0;
  let held: (() => void)[] = [];
  const fake: FakeWarehouseServer = {
    ...{
      id,
      url: "",
      token: warehouseToken(DEVELOPMENT_SERVICE_SECRET, id),
      instance: randomUUID(),
      mood: "well",
      broken: new Set(),
      shelf: new Map(),
      sequence: 0,
      asked: [],
      turnedAway: [],
      mostInFlight: 0,
    },
    registration: (changes = {}) => ({
      ...{ id, name: id, url: fake.url, country: "DE", latitude: 52.5, longitude: 13.4, actor: null, instance: fake.instance },
      terms: { minorPerShipment: 400, minorPerUnit: 50, minorPerTonneKilometre: 20, co2eMilligramsPerTonneKilometre: 90_000 },
      ...changes,
    }),
    register: (changes) => send(shop, "POST", "/api/warehouses/register", { body: fake.registration(changes), token: fake.token }),
    write: (...told) =>
      told.map((one) => {
        fake.sequence++;
        return { id: randomUUID(), sequence: fake.sequence, at: new Date().toISOString(), ...one } as WarehouseMessage;
      }),
    send: (messages, by = fake.token) =>
      send(shop, "POST", `/api/warehouses/${id}/messages`, { body: { instance: fake.instance, messages }, token: by }),
    tell: (...told) => fake.send(fake.write(...told)),
    letGo() {
      for (const go of held.splice(0)) go();
    },
    async stop() {
      fake.letGo();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = request.method === "GET" ? undefined : await json(request);
    const path = request.url ?? "";
    fake.asked.push({ method: request.method ?? "", path, body });
    const say = (status: number, said: unknown) =>
      void response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(said));
    if (fake.mood === "hold") await new Promise<void>((resolve) => held.push(resolve));
    if (fake.mood === "dead") return void request.socket.destroy();
    if (fake.mood === "silent") return;
    if (fake.broken.has(path)) return say(500, { title: "broken" });
    if (typeof fake.mood === "number") return say(fake.mood, { title: "not well" });
    if (request.headers.authorization !== `Bearer ${fake.token}`) {
      fake.turnedAway.push(path);
      return say(401, { title: "not the shop" });
    }
    const { instance, sequence } = fake;
    if (path === "/health") return say(200, { status: "healthy", id, instance, sequence, at: new Date().toISOString() });
    if (path === "/inventory/ranges") {
      const ranges = createInventoryRanges(async () => ({ sequence, items: [...fake.shelf.values()] }));
      return say(200, await ranges(rangesRequest.parse(body).prefixes));
    }
    const { fence, goods } = body as { fence: number; goods?: { title: string }[] };
    if (path.endsWith("/withdrawal")) return say(200, { fence, answer: "withdrawn" });
    return say(200, { fence, answer: "accepted", goods: goods?.map(({ title: _, ...rest }) => rest) });
  }

  const server = createServer((request, response) => {
    fake.mostInFlight = Math.max(fake.mostInFlight, ++inFlight);
    response.once("close", () => inFlight--);
    answer(request, response).catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  fake.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  held = [];
  return fake;
}
