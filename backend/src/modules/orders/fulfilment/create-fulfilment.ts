import { selectRows, type Ctx } from "../../../platform/context.ts";
import { moveGoods } from "../move-goods.service.ts";
import type { ShipmentListener, Stock, StockPart, UnderWay } from "../orders.ports.ts";
import { findOrder, setWaitsFor, type OrderRow } from "../orders.store.ts";
import { goOn } from "../saga/go-on.ts";
import { sayOwedSoon } from "../saga/say-owed.ts";
import { noteGoods } from "../saga/tell-warehouses.ts";
import { nextOrderState } from "../orders.domain.ts";
import { findMoved } from "../goods-moved.store.ts";
import {
  changeFulfilment,
  findFulfilment,
  letGoOfPacked,
  listFulfilments,
  markLost,
  noteFulfilment,
  takeOut,
  type FulfilmentRow,
} from "./fulfilment.store.ts";
import type { Goods } from "./fulfilment.domain.ts";
import { isSameOfLines, together } from "./goods.domain.ts";
import { apart, ofLines } from "./shares.domain.ts";

const TO_PLAN = "a part of it has to be packed elsewhere";

/** What happens at warehouses, and what it means for orders: each in the transaction that takes the message. */
export function createFulfilment(stock: Stock): ShipmentListener {
  return {
    async packed(ctx, warehouse, { shipment, fence, parcels }) {
      const goods = together(parcels.flatMap((parcel) => parcel.goods));
      const units = parcels.map(({ sscc }) => ({ sscc, unit: null }));
      const row = await findFulfilment(ctx, shipment);
      if (row === undefined || !isWithin(goods, row.goods)) return "stale";
      if (row.isAsked || !isSameOfLines(goods, row.goods)) {
        // It has packed before its answer was noted, or a part alone: the parcels say what there is.
        const current = await locked(ctx, warehouse, shipment);
        if (current === undefined || !mayLetGo(current, fence)) return "stale";
        const isPart = await noteGoods(ctx, stock, current.row, goods, { isAsked: false, isLetGo: true, parcels: units });
        if (isPart) await planAnew(ctx, current.row.order);
        return "go";
      }
      return (await letGoOfPacked(ctx, { id: shipment, warehouse, fence, parcels: units })) ? "go" : "stale";
    },
    async short(ctx, warehouse, { shipment, fence, goods }) {
      const found = await locked(ctx, warehouse, shipment);
      if (found === undefined || found.row.state !== "instructed" || found.row.fence !== fence || found.row.isLetGo) return;
      const { row } = found;
      const { taken, left } = apart(row.goods, goods);
      if (taken.length === 0) return;
      await takeOut(ctx, row, taken, left, { isAsked: false });
      await planAnew(ctx, row.order);
    },
    async shipped(ctx, warehouse, { shipment, carrier, tracking }) {
      const found = await locked(ctx, warehouse, shipment);
      if (found === undefined || found.row.state !== "instructed") return unexpected(ctx, { warehouse, shipment, found });
      const { order, row } = found;
      await changeFulfilment(ctx, row, "ship", { carrier, tracking });
      const lines = [...ofLines(row.goods)].map(([number, quantity]) => ({ number, quantity }));
      const from = row.goods.map(({ gtin, lot, expiry, quantity }): StockPart => ({ warehouse, gtin, lot, expiry, quantity }));
      await moveGoods(ctx, stock, order, { kind: "shipment", key: shipment, lines, from, by: "warehouse" });
    },
    async proven(ctx, warehouse, { shipment, parcels }) {
      const found = await locked(ctx, warehouse, shipment);
      if (found === undefined) return;
      const units = new Map(parcels.map(({ sscc, unit }) => [sscc, unit]));
      const known = found.row.parcels.map((parcel) => ({ ...parcel, unit: units.get(parcel.sscc) ?? parcel.unit }));
      const others = parcels.filter(({ sscc }) => !known.some((parcel) => parcel.sscc === sscc)).map(({ sscc, unit }) => ({ sscc, unit }));
      await noteFulfilment(ctx, found.row, { parcels: [...known, ...others] });
    },
    goneAway: planUnsent,
    async cameBack(ctx, warehouse) {
      await sayOwedSoon(ctx, warehouse);
      await planWaiting(ctx, warehouse);
    },
    lost: planLost,
    async removed(ctx, warehouse) {
      await planLost(ctx, warehouse);
      await planUnsent(ctx, warehouse);
      // What waits for it waits in vain.
      await planWaiting(ctx, warehouse);
    },
    async underWay(ctx, warehouse) {
      const [row] = await selectRows<UnderWay>(
        ctx,
        `SELECT count(DISTINCT f.order_id)::int AS orders, coalesce(sum(g.quantity) FILTER (WHERE NOT f.is_let_go), 0)::int AS pieces,
           coalesce(sum(g.quantity) FILTER (WHERE f.is_let_go), 0)::int AS "letGo"
         FROM fulfilment_orders f JOIN fulfilment_goods g ON g.fulfilment_id = f.id
         WHERE f.warehouse = $1 AND f.has_program AND f.state IN ('open', 'held', 'instructed')`,
        [warehouse],
      );
      return row ?? { orders: 0, pieces: 0, letGo: 0 };
    },
    async shortOf(ctx, warehouse, gtin, missing) {
      const newest = await listFulfilments(
        ctx,
        `f.warehouse = $1 AND f.has_program AND NOT f.is_let_go AND f.withdraw_for IS NULL AND f.state IN ('open', 'instructed')
           AND EXISTS (SELECT FROM fulfilment_goods g WHERE g.fulfilment_id = f.id AND g.gtin = $2)
         ORDER BY f.state = 'open' DESC, f.made_at DESC, f.id DESC LIMIT 500`,
        [warehouse, gtin],
      );
      let left = missing;
      for (const { id } of newest) {
        if (left <= 0) return;
        const found = await locked(ctx, warehouse, id);
        if (found === undefined || found.row.isLetGo || found.row.withdrawFor !== null) continue;
        const { row } = found;
        const short = row.goods.filter((part) => part.gtin === gtin);
        left -= short.reduce((sum, { quantity }) => sum + quantity, 0);
        if (row.state === "open") {
          const parts = apart(row.goods, short);
          await takeOut(ctx, row, parts.taken, parts.left);
        } else if (row.state === "instructed") {
          await noteFulfilment(ctx, row, { fence: row.fence + 1, withdrawFor: "lacking", lacks: gtin, isAsked: true });
        } else continue;
        await planAnew(ctx, row.order);
      }
    },
  };
}

/** What a warehouse has not been let go of. */
async function planUnsent(ctx: Ctx, warehouse: string): Promise<void> {
  // Each order then ends by itself what the warehouse was not let go of: all of them together would wait for whoever is at work on one.
  const there = await selectRows<{ order: string }>(
    ctx,
    `SELECT DISTINCT order_id AS "order" FROM fulfilment_orders
     WHERE warehouse = $1 AND has_program AND NOT is_let_go AND state IN ('open', 'instructed') ORDER BY 1`,
    [warehouse],
  );
  for (const { order } of there) await goOn(ctx, order);
}

/** What a warehouse was told, and nobody there knows of any more. */
async function planLost(ctx: Ctx, warehouse: string): Promise<void> {
  for (const order of await markLost(ctx, warehouse)) await goOn(ctx, order);
}

/** What a warehouse was asked and has not answered, and what waits for any place that has the goods: it may be this one. */
async function planWaiting(ctx: Ctx, warehouse: string): Promise<void> {
  const waiting = await selectRows<{ order: string }>(
    ctx,
    `SELECT order_id AS "order" FROM fulfilment_orders WHERE warehouse = $1 AND is_asked
     UNION SELECT id FROM orders WHERE waits_for IS NOT NULL AND state IN ('authorised', 'routed', 'instructed', 'shipped-in-part', 'withdrawing')
     ORDER BY 1`,
    [warehouse],
  );
  for (const { order } of waiting) await goOn(ctx, order);
}

async function planAnew(ctx: Ctx, order: string): Promise<void> {
  await setWaitsFor(ctx, order, TO_PLAN);
  await goOn(ctx, order);
}

interface Locked {
  order: OrderRow;
  row: FulfilmentRow;
}

/** A fulfilment order of a warehouse as it is once its order is locked: whoever changes both locks the order first. */
async function locked(ctx: Ctx, warehouse: string, id: string): Promise<Locked | undefined> {
  const found = await findFulfilment(ctx, id);
  if (found?.warehouse !== warehouse) return undefined;
  const order = await findOrder(ctx, found.order, { isLocked: true });
  // Read again: it may have changed while the lock was waited for. Whoever changes it without that lock waits for this one.
  await ctx.tx.query("SELECT FROM fulfilment_orders WHERE id = $1 FOR UPDATE", [id]);
  const row = await findFulfilment(ctx, id);
  return order === undefined || row === undefined ? undefined : { order, row };
}

function mayLetGo({ order, row }: Locked, fence: number): boolean {
  const isOn = nextOrderState(order.state, "call-off") !== undefined;
  return isOn && row.state === "instructed" && row.fence === fence && row.withdrawFor === null;
}

/** Whether goods are a part of others, or all of them, whatever their lots. */
function isWithin(goods: readonly Goods[], whole: readonly Goods[]): boolean {
  const there = ofLines(whole);
  return [...ofLines(goods)].every(([line, quantity]) => quantity <= (there.get(line) ?? 0));
}

/** It was told of before, or nothing that the shop let go has left: that must not stop what the warehouse tells after it. */
async function unexpected(
  ctx: Ctx,
  { warehouse, shipment, found }: { warehouse: string; shipment: string; found: Locked | undefined },
): Promise<void> {
  if (found !== undefined && (await findMoved(ctx, found.order.id, shipment)) !== undefined) return;
  ctx.log.error({ warehouse, shipment, state: found?.row.state }, "a warehouse tells of a shipment that the shop has not let go");
}
