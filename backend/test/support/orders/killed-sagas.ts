import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { createFulfilment } from "../../../src/modules/orders/orders.queries.ts";
import { createLedgerStock } from "../../../src/modules/orders/ledger-stock.ts";
import { getOrder, placeOrder } from "../../../src/modules/orders/orders.service.ts";
import { standingOf } from "../../../src/modules/orders/payments/payments.domain.ts";
import type { PaymentOperation } from "../../../src/modules/orders/payments/payments.ports.ts";
import { createSandbox } from "../../../src/modules/orders/payments/sandbox/create-sandbox.ts";
import { goOn } from "../../../src/modules/orders/saga/go-on.ts";
import { moveOn } from "../../../src/modules/orders/transitions.store.ts";
import { createReserveFront } from "../../../src/modules/stock/reserve-front.ts";
import { post } from "../../../src/modules/stock/stock.service.ts";
import type { App } from "../../../src/platform/app.ts";
import { inTransaction } from "../../../src/platform/context.ts";
import type { Seeded } from "../seeded.ts";
import { openShop, type ShopShare } from "./open-shop.ts";
import { askProcess } from "./warehouse-client.ts";

const WAREHOUSES = ["alpha", "beta", "gamma"];
const GTINS = Array.from({ length: 24 }, (_, n) => String(n).padStart(14, "0"));
const PRICE_MINOR = 1_000;
const SHIPPING_MINOR = 490;
const CUSTOMERS_AT_ONCE = 8;
const DEADLOCK = "40P01";
/** Where a process dies in turn, at every question of a step before and after it is noted. */
export const FAULTS = [
  ...["orders.after_reserve", "orders.after_authorise", "orders.before_note_commit", "orders.after_plan", "orders.before_plan_commit"],
  ...["orders.before_fence_commit", "orders.after_instruct", "bench.before_inbox_commit", "bench.after_inbox_commit"],
  ...["orders.after_capture", "orders.after_withdraw", "orders.after_void"],
];
/** A process comes here so seldom that it would be gone before it did so often. */
const SELDOM = { "orders.after_withdraw": 2 } as Readonly<Record<string, number>>;

export interface Campaign {
  /** Of a database that has its tables and nothing else, as a process of the shop may use it, and as its owner. */
  url: string;
  ownerUrl: string;
  orders: number;
  processes: number;
  /** A process that the seed picks is sent SIGKILL this often, whatever it does; beside those that die where they were told to. */
  killEveryMilliseconds: number;
  /** At most so often a process passes the point where it is told to die. */
  passages: number;
  /** For so long processes die; then all are started anew, and nobody dies any more. */
  dyingMilliseconds: { least: number; most: number };
  /** Before the most is over they do so until that share of all orders is at its end, and processes have died at so many points where they were told to, or nothing is left to do. */
  until: { share: number; points: number };
  random: Seeded;
}

export interface Outcome {
  kills: number;
  /** By the name of the point. */
  deathsAt: Map<string, number>;
  /** For how long they did. */
  dyingSeconds: number;
  /** From when nobody died any more until the last order was at its end; null when some never were. */
  recoverySeconds: number | null;
  states: Map<string, number>;
  /** Orders at their end for which money is still held. */
  orphanPayments: number;
  /** Orders of which more, or less, was taken than the value of what has left. */
  wrongCaptures: number;
  /** Lines of which warehouses have loaded other quantities than the shop knows of, or more than were ordered. */
  wrongShipments: number;
  /** Pieces that are held for orders at their end. */
  piecesHeld: number;
}

const HERE = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const RECOVERY_LIMIT_MILLISECONDS = 240_000;

/** Orders that go on in processes which die at any moment, beside warehouses that live: some declined, some called off, some that a warehouse lacks, one warehouse away for a while. */
export async function runKilledSagas(campaign: Campaign): Promise<Outcome> {
  const home = mkdtempSync(join(tmpdir(), "waybill-sagas-"));
  const app = await openShop({ url: campaign.url, home });
  const warehouses = fork(HERE("warehouse-process.ts"), WAREHOUSES);
  const [{ port }] = (await once(warehouses, "message")) as [{ port: number }];
  const share: ShopShare = { url: campaign.url, home, warehousesUrl: `http://127.0.0.1:${port}` };
  const shop = createProcesses(share, campaign);
  try {
    const ids = await prepare(app, share, campaign);
    const began = performance.now();
    const outcome = await shop.dieFor(
      campaign.dyingMilliseconds,
      () => disturb(app, share, ids, campaign.random),
      () => Promise.all(WAREHOUSES.map((one) => setAway(app, share, one, false))),
      async () => {
        const { rows } = await app.db.pool.query<{ share: number }>(
          "SELECT avg((state IN ('closed', 'cancelled'))::int)::float8 AS share FROM orders",
        );
        return rows[0]?.share ?? 0;
      },
    );
    const started = performance.now();
    const dyingSeconds = (started - began) / 1_000;
    const isOver = await untilOver(app);
    const recoverySeconds = isOver ? (performance.now() - started) / 1_000 : null;
    return { ...outcome, dyingSeconds, recoverySeconds, ...(await audit(app, share)) };
  } finally {
    await shop.stop();
    warehouses.disconnect();
    await app.db.close();
    rmSync(home, { recursive: true, force: true });
  }
}

async function prepare(app: App, share: ShopShare, { orders, random, ownerUrl }: Campaign): Promise<string[]> {
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query(`
    CREATE TABLE bench_warehouses (warehouse text PRIMARY KEY, taken int NOT NULL DEFAULT 0, is_away boolean NOT NULL DEFAULT false);
    CREATE TABLE bench_verdicts (warehouse text, sequence int, verdict text, PRIMARY KEY (warehouse, sequence));
    GRANT ALL ON bench_warehouses, bench_verdicts TO PUBLIC`);
  await owner.end();
  for (const warehouse of WAREHOUSES) await app.db.pool.query("INSERT INTO bench_warehouses (warehouse) VALUES ($1)", [warehouse]);
  await app.db.pool.query(
    `INSERT INTO articles (gtin, title, kind, price_minor, currency, tax_class, is_active, updated_at)
     SELECT gtin, 'Goods ' || gtin, 'other', $2, 'EUR', 'standard', true, now() FROM unnest($1::text[]) AS gtin`,
    [GTINS, PRICE_MINOR],
  );
  await app.db.pool.query(
    `INSERT INTO delivery_terms (country, shipping, rates, updated_at)
     VALUES ('DE', $1, '{"standard": 1900, "reduced": 700, "books": 700, "zero": 0}', now())`,
    [JSON.stringify([{ minor: SHIPPING_MINOR, currency: "EUR" }])],
  );
  // Enough of everything, in all; alpha's shelves hold less of the first than its copy in the shop says.
  const quantity = orders * 3;
  const receipts = WAREHOUSES.flatMap((warehouse) =>
    GTINS.map((gtin) => ({ kind: "receive" as const, key: `${warehouse} ${gtin}`, warehouse, gtin, lot: "L1", expiry: null, quantity })),
  );
  await inTransaction(app, (ctx) => post(ctx, receipts));
  await askProcess(share.warehousesUrl, "shelves", { shelves: [[`alpha ${GTINS[0]}`, Math.ceil(orders / 20)]] });
  const { provider } = createSandbox(app);
  const delivery = { name: "Ann Example", lines: ["1 Orchard Lane"], postcode: "10115", city: "Berlin", country: "DE" };
  const requests = Array.from({ length: orders }, () => {
    const lines = GTINS.slice(random.below(GTINS.length)).slice(0, 1 + random.below(3)).map((gtin) => ({ gtin, quantity: 1 + random.below(3) })); // prettier-ignore
    return { lines, delivery, payment: { token: random.below(12) === 0 ? "sandbox:decline" : "sandbox:approve" } };
  });
  const ids: string[] = [];
  // Customers do not wait for one another.
  const waiting = requests.entries();
  const place = async () => {
    for (const [n, request] of waiting) {
      const placing = { person: `person-${n % 50}`, requestKey: `order-${n}` };
      ids[n] = await inTransaction(app, (ctx) => placeOrder(ctx, app, provider, placing, request));
    }
  };
  await Promise.all(Array.from({ length: CUSTOMERS_AT_ONCE }, place));
  return ids;
}

/** As the shop's own health check would find it. */
async function setAway(app: App, share: ShopShare, warehouse: string, isAway: boolean): Promise<void> {
  const listener = createFulfilment(createLedgerStock(createReserveFront(app)));
  await askProcess(share.warehousesUrl, "away", { warehouse, isAway });
  const note = () =>
    inTransaction(app, async (ctx) => {
      await ctx.tx.query("UPDATE bench_warehouses SET is_away = $2 WHERE warehouse = $1", [warehouse, isAway]);
      if (isAway) await listener.goneAway(ctx, warehouse);
    });
  // As the next check does: whoever gives back what dead runners held has the same jobs in hand, in another order.
  while (!(await note().then(() => true, onDeadlock)));
}

/** False: once more. @throws anything but a deadlock, which Postgres has ended */
function onDeadlock(error: { code?: string }): false {
  if (error.code !== DEADLOCK) throw error as Error;
  return false;
}

/** What people and lines do meanwhile: orders are called off at some moment, and one warehouse after the other is away for a while. */
async function disturb(app: App, share: ShopShare, ids: readonly string[], random: Seeded): Promise<void> {
  if (random.below(30) === 0) {
    const warehouse = random.pick(WAREHOUSES);
    const { rows } = await app.db.pool.query("SELECT FROM bench_warehouses WHERE is_away");
    if (rows.length === 0) await setAway(app, share, warehouse, true);
    else for (const one of WAREHOUSES) await setAway(app, share, one, false);
  }
  if (random.below(4) === 0) await callOff(app, random.pick(ids));
  if (random.below(4) > 0) return;
  // Of those that a warehouse was told of, too, however many others there are.
  const { rows } = await app.db.pool.query<{ id: string }>("SELECT id FROM orders WHERE state IN ('routed', 'instructed') LIMIT 20");
  if (rows.length > 0) await callOff(app, random.pick(rows).id);
}

async function callOff(app: App, id: string): Promise<void> {
  await inTransaction(app, async (ctx) => {
    const order = await getOrder(ctx, id, { isLocked: true });
    await moveOn(ctx, order, { event: "cancel", by: "customer", cause: "the customer called it off" });
    await goOn(ctx, order.id);
  }).catch(() => undefined);
}

function createProcesses(share: ShopShare, { processes, killEveryMilliseconds, passages, until, random }: Campaign) {
  const running = new Map<number, ChildProcess>();
  const outcome = { kills: 0, deathsAt: new Map<string, number>() };
  let isDying = true;
  let isStopped = false;
  let next = 0;

  function start(index: number): void {
    const point = FAULTS[next++ % FAULTS.length] as string;
    // Compiling what it is made of takes a process longer than all it does before it dies: what the first ones have compiled is kept.
    const env = {
      ...process.env,
      NODE_COMPILE_CACHE: join(share.home, "compiled"),
      ...(isDying ? { FAULT_AT: `${point}:${1 + random.below(SELDOM[point] ?? passages)}:kill` } : { FAULT_AT: "" }),
    };
    const child = fork(HERE("shop-process.ts"), [JSON.stringify(share)], { env });
    running.set(index, child);
    child.once("exit", (_code, signal) => {
      if (isStopped) return;
      if (signal === "SIGKILL") {
        if (!sent.delete(child)) outcome.deathsAt.set(point, (outcome.deathsAt.get(point) ?? 0) + 1);
        outcome.kills++;
      }
      start(index);
    });
  }
  /** Those that were killed from outside. */
  const sent = new Set<ChildProcess>();
  const kill = (child: ChildProcess) => void (sent.add(child), child.kill("SIGKILL"));

  return {
    async dieFor(
      { least, most }: Campaign["dyingMilliseconds"],
      meanwhile: () => Promise<void>,
      allAreBack: () => Promise<unknown>,
      shareAtEnd: () => Promise<number>,
    ) {
      for (let index = 0; index < processes; index++) start(index);
      const began = performance.now();
      const isOn = async (elapsed: number) => {
        if (elapsed < least || elapsed >= most) return elapsed < least;
        const share = await shareAtEnd();
        return share < until.share || (share < 1 && outcome.deathsAt.size < until.points);
      };
      for (let round = 1; await isOn(performance.now() - began); round++) {
        await pause(500);
        if ((round * 500) % killEveryMilliseconds < 500) kill(random.pick([...running.values()]));
        await meanwhile();
      }
      isDying = false;
      await allAreBack();
      for (const child of [...running.values()]) kill(child);
      return outcome;
    },
    async stop() {
      isStopped = true;
      await Promise.all(
        [...running.values()].map(async (child) => {
          if (child.exitCode !== null || child.signalCode !== null) return;
          const gone = once(child, "exit");
          child.kill("SIGKILL");
          await gone;
        }),
      );
    },
  };
}

async function untilOver(app: App): Promise<boolean> {
  const end = performance.now() + RECOVERY_LIMIT_MILLISECONDS;
  while (performance.now() < end) {
    const { rows } = await app.db.pool.query("SELECT FROM orders WHERE state NOT IN ('closed', 'cancelled') LIMIT 1");
    if (rows.length === 0) return true;
    await pause(250);
  }
  return false;
}

async function audit(app: App, share: ShopShare) {
  const rows = async <Row extends object>(sql: string) => (await app.db.pool.query<Row>(sql)).rows;
  const states = new Map((await rows<{ state: string; count: number }>("SELECT state, count(*)::int FROM orders GROUP BY 1")).map(({ state, count }) => [state, count])); // prettier-ignore
  const orders = await rows<{ id: string; shipped: number }>(
    "SELECT id, (SELECT sum(shipped)::int FROM order_lines WHERE order_id = id) AS shipped FROM orders",
  );
  const operations = Map.groupBy(
    await rows<PaymentOperation & { reference: string }>(
      `SELECT reference, key, kind, amount_minor::float8 AS "amountMinor", reason, at FROM sandbox_operations ORDER BY at, key`,
    ),
    ({ reference }) => reference,
  );
  let [orphanPayments, wrongCaptures] = [0, 0];
  for (const { id, shipped } of orders) {
    const { heldMinor, capturedMinor } = standingOf(operations.get(id) ?? []);
    orphanPayments += Number(heldMinor > 0);
    wrongCaptures += Number(capturedMinor !== (shipped > 0 ? shipped * PRICE_MINOR + SHIPPING_MINOR : 0));
  }
  const loads = await askProcess<{ order: string; line: number; quantity: number }[]>(share.warehousesUrl, "loads", {});
  const loaded = new Map<string, number>();
  for (const { order, line, quantity } of loads) loaded.set(`${order} ${line}`, quantity + (loaded.get(`${order} ${line}`) ?? 0));
  const lines = await rows<{ name: string; quantity: number; shipped: number }>(
    "SELECT order_id || ' ' || number AS name, quantity, shipped FROM order_lines",
  );
  const wrongShipments = lines.filter(({ name, quantity, shipped }) => (loaded.get(name) ?? 0) !== shipped || shipped > quantity).length;
  const [held] = await rows<{ sum: number }>("SELECT coalesce(sum(reserved), 0)::int AS sum FROM stock_balances");
  return { states, orphanPayments, wrongCaptures, wrongShipments, piecesHeld: held?.sum ?? 0 };
}
