import type { Client } from "pg";
import { standingOf } from "../../../../backend/src/modules/orders/payments/payments.domain.ts";
import type { PaymentOperation } from "../../../../backend/src/modules/orders/payments/payments.ports.ts";
import { withClient } from "../../../services/postgres.ts";
import { gtinOf, piecesOf, WAREHOUSES, type WarehouseId } from "./goods.ts";

export interface Audit {
  /** Orders by their state. */
  states: Map<string, number>;
  /** Orders that were answered 202, and that the shop does not have, or that it has and nobody was told of. */
  lostOrders: number;
  /** Pieces that orders are to get beyond what there is of them, over all articles. */
  oversoldPieces: number;
  /** Pieces that orders are to get and the ledger does not hold, or it holds and no order is to get. */
  driftedPieces: number;
  /** Parts of orders that a warehouse was to be told of, and has not on its books as they are in the shop. */
  untoldParts: number;
  /** Orders that hold other money than they cost, or any though they are over. */
  wrongHolds: number;
  /** From placing an order until all its warehouses were to pack it. */
  instructedMilliseconds: number[];
}

interface Databases {
  shopDatabase: string;
  warehouseDatabases: Readonly<Record<WarehouseId, string>>;
}

/** Holds orders, ledger, money and the books of warehouses beside one another. @param placed ids that customers were told */
export async function audit({ shopDatabase, warehouseDatabases }: Databases, articles: number, placed: readonly string[]): Promise<Audit> {
  const there = new Set<string>();
  for (const warehouse of WAREHOUSES)
    for (const part of await withClient(warehouseDatabases[warehouse], onBooksOf)) there.add(`${warehouse} ${part}`);
  return withClient(shopDatabase, async (shop) => {
    const orders = await rowsOf<{ id: string; state: string; total: string }>(shop, "SELECT id, state, total_minor AS total FROM orders");
    const told = new Set(placed);
    const lost = orders.filter(({ id }) => !told.delete(id)).length + told.size;
    return {
      states: new Map([...Map.groupBy(orders, ({ state }) => state)].map(([state, some]) => [state, some.length])),
      lostOrders: lost,
      ...(await piecesIn(shop, articles)),
      untoldParts: await untoldParts(shop, there),
      wrongHolds: await wrongHolds(shop, orders),
      instructedMilliseconds: (
        await rowsOf<{ milliseconds: number }>(
          shop,
          `SELECT (1000 * extract(epoch FROM min(t.at) - o.placed_at))::float8 AS milliseconds
           FROM orders o JOIN order_transitions t ON t.order_id = o.id AND t.to_state = 'instructed' GROUP BY o.id`,
        )
      ).map(({ milliseconds }) => milliseconds),
    };
  });
}

/** What a warehouse is to ship: fulfilment order, fence, and how much of what. */
async function onBooksOf(warehouse: Client): Promise<string[]> {
  const rows = await rowsOf<{ id: string; fence: string; goods: { gtin: string; quantity: number }[] }>(
    warehouse,
    "SELECT id, fence, goods FROM shipments WHERE state = 'open'",
  );
  return rows.map(({ id, fence, goods }) => `${id} ${fence} ${textOf(goods)}`);
}

async function untoldParts(shop: Client, onBooks: ReadonlySet<string>): Promise<number> {
  const rows = await rowsOf<{ id: string; warehouse: string; fence: number; goods: { gtin: string; quantity: number }[] }>(
    shop,
    `SELECT f.id, f.warehouse, f.fence, json_agg(json_build_object('gtin', g.gtin, 'quantity', g.quantity)) AS goods
     FROM fulfilment_orders f JOIN fulfilment_goods g ON g.fulfilment_id = f.id WHERE f.state <> 'cancelled' GROUP BY f.id`,
  );
  const isThere = rows.filter(({ id, warehouse, fence, goods }) => onBooks.has(`${warehouse} ${id} ${fence} ${textOf(goods)}`)).length;
  // Either side may have one that the other does not.
  return rows.length - isThere + (onBooks.size - isThere);
}

function textOf(goods: readonly { gtin: string; quantity: number }[]): string {
  const sums = new Map<string, number>();
  for (const { gtin, quantity } of goods) sums.set(gtin, quantity + (sums.get(gtin) ?? 0));
  return JSON.stringify([...sums].sort());
}

async function piecesIn(shop: Client, articles: number): Promise<Pick<Audit, "oversoldPieces" | "driftedPieces">> {
  const wanted = await rowsOf<{ gtin: string; pieces: number }>(
    shop,
    `SELECT l.gtin, sum(l.quantity - l.called_off)::int AS pieces FROM order_lines l JOIN orders o ON o.id = l.order_id
     WHERE o.state <> 'cancelled' GROUP BY 1`,
  );
  const held = await rowsOf<{ gtin: string; pieces: number }>(
    shop,
    "SELECT gtin, sum(reserved)::int AS pieces FROM stock_balances GROUP BY 1 HAVING sum(reserved) > 0",
  );
  const [there, left] = [
    new Map(Array.from({ length: articles }, (_, n) => [gtinOf(n), piecesOf(n)])),
    new Map(held.map(({ gtin, pieces }) => [gtin, pieces])),
  ];
  let [oversoldPieces, driftedPieces] = [0, 0];
  for (const { gtin, pieces } of wanted) {
    oversoldPieces += Math.max(0, pieces - (there.get(gtin) ?? 0));
    driftedPieces += Math.abs(pieces - (left.get(gtin) ?? 0));
    left.delete(gtin);
  }
  return { oversoldPieces, driftedPieces: driftedPieces + [...left.values()].reduce((sum, pieces) => sum + pieces, 0) };
}

async function wrongHolds(shop: Client, orders: readonly { id: string; state: string; total: string }[]): Promise<number> {
  const operations = Map.groupBy(
    await rowsOf<PaymentOperation & { reference: string }>(
      shop,
      `SELECT reference, key, kind, amount_minor::float8 AS "amountMinor", reason, at FROM sandbox_operations ORDER BY at, key`,
    ),
    ({ reference }) => reference,
  );
  return orders.filter(({ id, state, total }) => {
    const { heldMinor, capturedMinor } = standingOf(operations.get(id) ?? []);
    return heldMinor !== (state === "cancelled" ? 0 : Number(total)) || capturedMinor !== 0;
  }).length;
}

async function rowsOf<Row extends object>(client: Client, sql: string): Promise<Row[]> {
  return (await client.query<Row>(sql)).rows;
}
