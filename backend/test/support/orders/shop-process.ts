import type { WarehouseMessage } from "@waybill/protocol/schemas/warehouse/instructions";
import { flushCompileCache } from "node:module";
import { setTimeout as pause } from "node:timers/promises";
import { createOrders } from "../../../src/modules/orders/create-orders.ts";
import { createLedgerStock } from "../../../src/modules/orders/ledger-stock.ts";
import { createFulfilment } from "../../../src/modules/orders/orders.queries.ts";
import type { ShipmentListener } from "../../../src/modules/orders/orders.ports.ts";
import { createReserveFront } from "../../../src/modules/stock/reserve-front.ts";
import type { App } from "../../../src/platform/app.ts";
import { inTransaction, selectRows, type Ctx } from "../../../src/platform/context.ts";
import { armFaults, fault } from "../../../src/platform/faults.ts";
import { startWorker } from "../../../src/platform/jobs.ts";
import { openShop, type ShopShare } from "./open-shop.ts";
import { askProcess, warehousesAt } from "./warehouse-client.ts";

const FOLLOW_UP_MILLISECONDS = 5_000;
const IDLE_MILLISECONDS = 100;

/**
 * Takes the next messages of a warehouse, each in one transaction with what follows from it: several together would hold the goods of many orders, in
 * no order. Then answers; what was taken is answered the same again. Where another process is at it, it takes them all.
 */
async function takeMessages(app: App, share: ShopShare, listener: ShipmentListener, warehouse: string): Promise<number> {
  const client = await app.db.pool.connect();
  // With the connection goes the lock, when this process dies as well.
  let isOver = false;
  try {
    const { rows: locks } = await client.query<{ isMine: boolean }>(`SELECT pg_try_advisory_lock(hashtext($1)) AS "isMine"`, [warehouse]);
    isOver = locks[0]?.isMine !== true;
    if (isOver) return 0;
    const { messages } = await askProcess<{ messages: WarehouseMessage[] }>(share.warehousesUrl, "messages", { warehouse });
    const taken = messages.at(-1)?.sequence;
    if (taken !== undefined) {
      for (const message of messages) await inTransaction(app, (ctx) => takeMessage(ctx, listener, warehouse, message));
      await fault("bench.after_inbox_commit");
      const { rows: verdicts } = await client.query<object>(
        "SELECT sequence, verdict FROM bench_verdicts WHERE warehouse = $1 AND sequence = ANY($2)",
        [warehouse, messages.map(({ sequence }) => sequence)],
      );
      await askProcess(share.warehousesUrl, "taken", { warehouse, taken, verdicts });
    }
    await client.query("SELECT pg_advisory_unlock(hashtext($1))", [warehouse]);
    isOver = true;
    return messages.length;
  } finally {
    client.release(!isOver);
  }
}

async function takeMessage(ctx: Ctx, listener: ShipmentListener, warehouse: string, message: WarehouseMessage): Promise<void> {
  const [row] = await selectRows<{ taken: number }>(ctx, "SELECT taken FROM bench_warehouses WHERE warehouse = $1 FOR UPDATE", [warehouse]);
  const { sequence } = message;
  if (row === undefined || sequence <= row.taken) return;
  if (message.kind === "packed")
    await ctx.tx.query("INSERT INTO bench_verdicts VALUES ($1, $2, $3)", [
      warehouse,
      sequence,
      await listener.packed(ctx, warehouse, message),
    ]);
  if (message.kind === "short") await listener.short(ctx, warehouse, message);
  if (message.kind === "shipped") await listener.shipped(ctx, warehouse, message);
  await ctx.tx.query("UPDATE bench_warehouses SET taken = $2 WHERE warehouse = $1", [warehouse, sequence]);
  await fault("bench.before_inbox_commit");
}

async function main(share: ShopShare): Promise<void> {
  armFaults(process.env["FAULT_AT"] ?? null);
  flushCompileCache();
  const app = await openShop(share);
  const stock = createLedgerStock(createReserveFront(app));
  const warehouses = warehousesAt(share.warehousesUrl);
  const listener = createFulfilment(stock);
  const jobs = createOrders({ app, stock, warehouses }).jobs ?? {};
  await startWorker(app, jobs);
  const known = await warehouses.list({ tx: app.db.dataSource.manager });
  const forEver = async (act: () => Promise<number>) => {
    for (;;) await pause(await act().catch(() => IDLE_MILLISECONDS));
  };
  void forEver(async () => {
    await jobs["orders:follow-up"]?.(app, {});
    return FOLLOW_UP_MILLISECONDS;
  });
  for (const { id } of known) void forEver(async () => ((await takeMessages(app, share, listener, id)) > 0 ? 0 : IDLE_MILLISECONDS));
}

// Who started it may be gone already.
process.on("disconnect", () => process.exit(0));
if (!process.connected) process.exit(0);
await main(JSON.parse(process.argv[2] ?? "") as ShopShare);
