import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { checkDigit } from "@waybill/protocol/identifiers/check-digit";
import { rangesRequest, type InventoryItem } from "@waybill/protocol/schemas/warehouse/inventory";
import { createLines } from "../../../backend/src/modules/warehouses/line/lines.ts";
import { NO_SHIPMENTS } from "../../../backend/src/modules/warehouses/no-shipments.ts";
import { compareWarehouse } from "../../../backend/src/modules/warehouses/reconcile/compare-warehouse.ts";
import { createCopyTrees } from "../../../backend/src/modules/warehouses/reconcile/copy-trees.ts";
import { insertWarehouse } from "../../../backend/src/modules/warehouses/warehouses.store.ts";
import type { App } from "../../../backend/src/platform/app.ts";
import { inTransaction } from "../../../backend/src/platform/context.ts";
import { createMetrics } from "../../../backend/src/platform/metrics.ts";
import { createInventoryRanges, type OnHand } from "../../../backend/src/warehouse/inventory-ranges.ts";
import { testConfig } from "../../../backend/test/support/config.ts";
import type { Seeded } from "../../../backend/test/support/seeded.ts";
import { openStock } from "../../../backend/test/support/stock/process.ts";
import { figure, type Figure } from "../figure.ts";

const LOTS = Number(process.env["BENCH_LOTS"] ?? 100_000);
const ROUNDS = 40;
const QUESTIONS_GOAL = 6;
const BYTES_GOAL_PERCENT = 1;
const P95_GOAL_MS = 1_000;

/** A shop that believes a hundred thousand lots, of which a warehouse has one more or less of one: what it takes to find and repair that, over HTTP. */
export async function* measureReconcile(url: string, random: Seeded): AsyncGenerator<Figure> {
  const { db, ...stock } = await openStock(url);
  const config = testConfig(url);
  const app = { ...stock, db, config, metrics: createMetrics() } as unknown as App;
  const items = Array.from({ length: LOTS }, (_, n): InventoryItem => ({
    gtin: gtinOf(n % 10_000),
    lot: `L${n}`,
    expiry: n % 3 === 0 ? "2999-01-31" : null,
    onHand: 1 + (n % 50),
  }));
  const { server, address, sent } = await startWarehouse(() => ({ sequence: 0, items }));
  try {
    const terms = { minorPerShipment: 0, minorPerUnit: 0, minorPerTonneKilometre: 0, co2eMilligramsPerTonneKilometre: 0 };
    await inTransaction(app, (ctx) =>
      insertWarehouse(ctx, {
        ...{
          id: "alpha",
          name: "Alpha",
          url: address,
          country: "DE",
          latitude: 0,
          longitude: 0,
          terms,
          actor: null,
          instance: randomUUID(),
        },
      }),
    );
    const parts = { lines: createLines(app), listener: NO_SHIPMENTS, copies: createCopyTrees() };
    const compare = () => compareWarehouse(app, parts, "alpha");
    const started = performance.now();
    const first = await compare();
    const firstSeconds = (performance.now() - started) / 1_000;
    const pulled = Buffer.byteLength(JSON.stringify({ sequence: 0, items, next: null }));
    const [times, bytes]: [number[], number[]] = [[], []];
    let [questions, repaired] = [0, 0];
    for (let round = 0; round < ROUNDS; round++) {
      const drifted = random.pick(items);
      drifted.onHand += 1;
      sent.bytes = 0;
      // What it has may have changed: what it answers is not of the round before.
      await sent.old();
      const before = performance.now();
      const found = await compare();
      times.push(performance.now() - before);
      bytes.push(sent.bytes);
      questions = Math.max(questions, found.questions);
      repaired += Number(found.differences === 1 && found.repaired === 1);
    }
    times.sort((a, b) => a - b);
    const [size, most] = [`${LOTS} lots, one drifted`, Math.max(...bytes)];
    yield figure({
      figure: `${size}: found and repaired`,
      value: (100 * repaired) / ROUNDS,
      unit: "%",
      goal: 100,
      bound: "at least",
      note: `${ROUNDS} times`,
    });
    yield figure({ figure: `${size}: round trips, at most`, value: questions, unit: "questions", goal: QUESTIONS_GOAL });
    yield figure({
      figure: `${size}: bytes of a full pull, at most`,
      value: (100 * most) / pulled,
      unit: "%",
      goal: BYTES_GOAL_PERCENT,
      note: `${most} of ${pulled} bytes, questions included`,
    });
    yield figure({ figure: `${size}: repaired, p50`, value: times[Math.floor(ROUNDS / 2)] ?? NaN, unit: "ms" });
    yield figure({ figure: `${size}: repaired, p95`, value: times[Math.floor(ROUNDS * 0.95)] ?? NaN, unit: "ms", goal: P95_GOAL_MS });
    yield figure({
      figure: `${LOTS} lots that the shop does not know: fetched and put into its ledger`,
      value: firstSeconds,
      unit: "s",
      note: `${first.questions} questions`,
    });
  } finally {
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
    await db.close();
  }
}

/** So long the tree of a warehouse may be old. */
const FRESH_MILLISECONDS = 400;

interface Sent {
  /** Of questions and answers. */
  bytes: number;
  /** Waits until the tree is too old to be answered from: the next question has it made anew, which is part of what is measured. */
  old(): Promise<unknown>;
}

/** The tree of a warehouse over HTTP, with what its program answers with. */
async function startWarehouse(onHand: () => OnHand): Promise<{ server: Server; address: string; sent: Sent }> {
  const ranges = createInventoryRanges(async () => onHand(), { freshMilliseconds: FRESH_MILLISECONDS });
  const sent: Sent = { bytes: 0, old: () => wait(FRESH_MILLISECONDS) };
  const server = createServer((request, response) => {
    void (async () => {
      const body = await json(request);
      const text = JSON.stringify(await ranges(rangesRequest.parse(body).prefixes));
      sent.bytes += Buffer.byteLength(text) + Buffer.byteLength(JSON.stringify(body));
      response.writeHead(200, { "Content-Type": "application/json" }).end(text);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, sent };
}

function gtinOf(n: number): string {
  const digits = String(n).padStart(13, "0");
  return `${digits}${checkDigit(digits)}`;
}
