import { createServer } from "node:http";
import type { WarehouseMessage } from "@waybill/protocol/schemas/warehouse/instructions";
import { randomUUID } from "node:crypto";
import { createFakeWarehouses, routable } from "../fake-warehouses.ts";
import type { FulfilmentInstruction } from "../../../src/modules/orders/orders.ports.ts";

/**
 * Warehouses in a process of their own, which lives while those of the shop die. Each packs what it was told, asks to let go of it, loads it on `go`,
 * and tells everything in order until the shop has taken it.
 */

const ids = process.argv.slice(2);
const fake = createFakeWarehouses(...ids.map((id) => routable(id)));
const outboxes = new Map(ids.map((id) => [id, { messages: [] as WarehouseMessage[], taken: 0 }]));
/** How often a shipment went through the door. */
const loads: { warehouse: string; shipment: string; order: string; line: number; quantity: number }[] = [];
const away = new Set<string>();
const packed = new Set<string>();

type Told = { kind: "packed" | "short" | "shipped"; shipment: string; fence: number } & Record<string, unknown>;

function tell(warehouse: string, message: Told): void {
  const outbox = outboxes.get(warehouse);
  if (outbox === undefined) throw new Error(`there is no ${warehouse}`);
  const sequence = outbox.taken + outbox.messages.length + 1;
  outbox.messages.push({ ...message, id: randomUUID(), sequence, at: new Date().toISOString() } as unknown as WarehouseMessage);
}

function pack(warehouse: string, id: string): void {
  const shipment = fake.shipments.get(`${warehouse} ${id}`);
  const name = `${warehouse} ${id} ${shipment?.fence}`;
  if (!shipment || shipment.goods.length === 0 || packed.has(name)) return;
  packed.add(name);
  const [first] = shipment.goods;
  // One in sixteen is not found by its picker.
  if (first && first.quantity > 1 && Buffer.from(id)[0]! % 16 === 0) {
    const missing = { ...first, quantity: 1 };
    first.quantity -= 1;
    tell(warehouse, { kind: "short", shipment: id, fence: shipment.fence, goods: [missing] });
  }
  const sscc = String(packed.size).padStart(18, "0");
  tell(warehouse, { kind: "packed", shipment: id, fence: shipment.fence, parcels: [{ sscc, goods: shipment.goods }] });
}

function load(warehouse: string, id: string): void {
  const shipment = fake.shipments.get(`${warehouse} ${id}`);
  if (!shipment || shipment.hasLeft || shipment.answer === "withdrawn") return;
  shipment.hasLeft = true;
  for (const { line, quantity } of shipment.goods) loads.push({ warehouse, shipment: id, order: shipment.order, line, quantity });
  tell(warehouse, { kind: "shipped", shipment: id, fence: shipment.fence, carrier: null, tracking: null });
}

interface Asked {
  warehouse: string;
  fulfilment: FulfilmentInstruction;
  taken: number;
  verdicts: { sequence: number; verdict: "go" | "stale" }[];
  isAway: boolean;
  shelves: [string, number][];
}

const ACTS: Readonly<Record<string, (asked: Asked) => unknown>> = {
  async instruct({ warehouse, fulfilment }) {
    const answer = await fake.instruct(warehouse, fulfilment);
    pack(warehouse, fulfilment.id);
    return answer;
  },
  withdraw: ({ warehouse, fulfilment }) => fake.withdraw(warehouse, fulfilment),
  messages({ warehouse }) {
    const outbox = outboxes.get(warehouse);
    return { messages: outbox?.messages.slice(0, 50) ?? [] };
  },
  taken({ warehouse, taken, verdicts }) {
    const outbox = outboxes.get(warehouse);
    if (outbox === undefined) return {};
    for (const { sequence, verdict } of verdicts) {
      const message = outbox.messages.find((one) => one.sequence === sequence);
      if (message?.kind === "packed" && verdict === "go") load(warehouse, message.shipment);
    }
    const count = Math.max(0, taken - outbox.taken);
    outbox.messages.splice(0, count);
    outbox.taken += count;
    return {};
  },
  away({ warehouse, isAway }) {
    if (isAway) away.add(warehouse);
    else away.delete(warehouse);
    return {};
  },
  shelves({ shelves }) {
    for (const [shelf, quantity] of shelves) fake.shelves.set(shelf, quantity);
    return {};
  },
  loads: () => loads,
};

const server = createServer((request, response) => {
  let text = "";
  request.on("data", (chunk: Buffer) => (text += chunk.toString("utf8")));
  request.on("end", () => {
    const asked = JSON.parse(text || "{}") as Asked;
    const act = (request.url ?? "").slice(1);
    const isDown = away.has(asked.warehouse) && act !== "away";
    void (async () => (isDown ? Promise.reject(new Error(`${asked.warehouse} is away`)) : ACTS[act]?.(asked)))()
      .then((answer) => response.writeHead(200).end(JSON.stringify(answer ?? {})))
      .catch((error: Error) => response.writeHead(503).end(JSON.stringify({ error: error.message })));
  });
});
server.listen(0, "127.0.0.1", () => process.send?.({ port: (server.address() as { port: number }).port }));
process.on("disconnect", () => process.exit(0));
