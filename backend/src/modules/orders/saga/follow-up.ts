import type { App } from "../../../platform/app.ts";
import { inTransaction, selectRows, type Ctx } from "../../../platform/context.ts";
import type { Stock, Warehouses } from "../orders.ports.ts";
import { findOrder, linesOf } from "../orders.store.ts";
import { moveOn, OrderMovedOn } from "../transitions.store.ts";
import { goOn } from "./go-on.ts";
import { sayOwed } from "./say-owed.ts";

/** How long a customer may take to pay. */
export const PAYMENT_MINUTES = 30;
/** An order that has not moved for so long is asked about again: a webhook may be lost, and the queue gives a job up that has failed too often. */
const PATIENCE_SECONDS = 60;
/** So long after its end an order is let go once more: a process that was taken for dead may have held goods for it since. */
const AFTERWARDS_MINUTES = 60;
export const PAGE = 200;

/** Those of which no job is due already: where many wait for their turn, asking anew would only put each behind the others. */
const HAS_NO_TURN = `NOT EXISTS (SELECT FROM graphile_worker.jobs j
  WHERE j.key = 'order:' || orders.id AND j.run_at <= now() AND j.attempts < j.max_attempts)`;

/** Orders to look at, and what to do about each, in a transaction of its own. */
interface Look {
  /** $1 is `before`. */
  where: string;
  before: Date;
  act: (ctx: Ctx, id: string) => Promise<void>;
}

/** Ends orders that nobody paid in time, goes on with those that stand still or whose money does, and lets go once more what has ended. */
export async function followUp(app: App, { stock, warehouses }: { stock: Stock; warehouses: Warehouses }, pageSize = PAGE): Promise<void> {
  const ago = (seconds: number) => new Date(app.clock.now().getTime() - seconds * 1_000);
  const still = ago(PATIENCE_SECONDS);
  const looks: Look[] = [
    { where: "state IN ('created', 'reserved') AND placed_at < $1", before: ago(PAYMENT_MINUTES * 60), act: expire },
    {
      where: "state IN ('created', 'reserved', 'authorised', 'routed', 'withdrawing', 'cancelling', 'shipped') AND moved_at < $1",
      ...{ before: still, act: goOn },
    },
    // At warehouses an order rests, unless one of them was not told, has not answered, or cannot be reached.
    {
      where: `state IN ('instructed', 'shipped-in-part') AND moved_at < $1 AND (waits_for IS NOT NULL OR EXISTS (
        SELECT FROM fulfilment_orders f WHERE f.order_id = orders.id AND (f.state = 'open' OR f.is_asked OR f.withdraw_for IS NOT NULL)))`,
      ...{ before: still, act: goOn },
    },
    // So it does where something of it has expired before anybody was told, or the shop's people have packed it.
    {
      where: `state IN ('routed', 'instructed', 'shipped-in-part') AND moved_at < $1 AND EXISTS (
        SELECT FROM fulfilment_orders f JOIN fulfilment_goods g ON g.fulfilment_id = f.id
        WHERE f.order_id = orders.id AND f.state IN ('open', 'instructed') AND NOT f.has_program AND g.expiry < ($1::timestamptz AT TIME ZONE 'UTC')::date)`,
      ...{ before: still, act: goOn },
    },
    {
      where:
        "id IN (SELECT order_id FROM order_goods_moved WHERE paid_minor <> goods_minor + shipping_minor - waived_minor) AND moved_at < $1",
      ...{ before: still, act: goOn },
    },
    {
      where: "state IN ('cancelled', 'closed') AND NOT is_cleared AND moved_at < $1",
      before: ago(AFTERWARDS_MINUTES * 60),
      act: async (ctx, id) => {
        await ctx.tx.query("UPDATE orders SET is_cleared = true WHERE id = $1", [id]);
        await stock.release(ctx, id, await linesOf(ctx, id));
      },
    },
  ];
  for (const look of looks) await lookAt(app, look, pageSize);
  await sayOwed(app, warehouses, { pageSize });
}

async function expire(ctx: Ctx, id: string): Promise<void> {
  const order = await findOrder(ctx, id);
  if (order?.state !== "created" && order?.state !== "reserved") return;
  await moveOn(ctx, order, { event: "expire", by: "saga", cause: `not paid within ${PAYMENT_MINUTES} minutes` });
  await goOn(ctx, id);
}

interface Place {
  id: string;
  /** As text: a date of ours has no microseconds, and would find the same order again. */
  movedAt: string;
}

/** All of them, page by page, so that none waits behind others which stay as they are; one that fails is met again in the next round. */
async function lookAt(app: App, { where, before, act }: Look, pageSize: number): Promise<void> {
  let after: Place | undefined = { id: "", movedAt: "-infinity" };
  while (after !== undefined) {
    const { id: lastId, movedAt }: Place = after;
    const page: Place[] = await inTransaction(app, (ctx) =>
      selectRows<Place>(
        ctx,
        `SELECT id, moved_at::text AS "movedAt" FROM orders WHERE ${where} AND (moved_at, id) > ($2::timestamptz, $3)${act === goOn ? ` AND ${HAS_NO_TURN}` : ""}
         ORDER BY moved_at, id LIMIT $4`,
        [before, movedAt, lastId, pageSize],
      ),
    );
    for (const { id } of page)
      await inTransaction(app, (ctx) => act(ctx, id)).catch((error: unknown) => {
        // It may just have gone on by itself.
        if (!(error instanceof OrderMovedOn)) app.log.error({ err: error, order: id }, "an order could not be followed up");
      });
    after = page.at(-1);
  }
}
