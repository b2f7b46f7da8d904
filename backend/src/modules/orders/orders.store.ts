import type { OrderState } from "@waybill/protocol/orders/states";
import { selectRows, type Ctx } from "../../platform/context.ts";
import type { TimePlace } from "../../platform/http/time-page.ts";
import type { Priced, PricedLine } from "@waybill/protocol/orders/prices";

export interface OrderRow {
  id: string;
  person: string;
  state: OrderState;
  /** Of how many transitions it is the outcome. */
  version: number;
  currency: string;
  goodsMinor: number;
  shippingMinor: number;
  taxMinor: number;
  totalMinor: number;
  country: string;
  /** Sealed; see `openDelivery`. */
  delivery: Buffer | null;
  placedAt: Date;
  /** In words, where it waits for somebody who is not at hand. */
  waitsFor: string | null;
}

export interface NewOrder extends Omit<OrderRow, "state" | "version" | "waitsFor" | keyof Omit<Priced, "lines">>, Priced {
  requestKey: string;
  requestDigest: string;
}

const COLUMNS = `id, person_id AS person, state, version, currency, goods_minor::float8 AS "goodsMinor", shipping_minor::float8 AS "shippingMinor",
  tax_minor::float8 AS "taxMinor", total_minor::float8 AS "totalMinor", country, delivery_sealed AS delivery, placed_at AS "placedAt",
  waits_for AS "waitsFor"`;

/** Stores a new order. @returns false where the person has placed one under the same key, which stays as it is */
export async function insertOrder(ctx: Ctx, order: NewOrder): Promise<boolean> {
  const rows = await selectRows(
    ctx,
    `INSERT INTO orders (id, person_id, request_key, request_digest, state, version, currency, goods_minor, shipping_minor, tax_minor,
       total_minor, country, delivery_sealed, placed_at, moved_at)
     VALUES ($1, $2, $3, $4, 'created', 0, $5, $6, $7, $8, $9, $10, $11, $12, $12) ON CONFLICT (person_id, request_key) DO NOTHING RETURNING id`,
    [
      ...[order.id, order.person, order.requestKey, order.requestDigest, order.currency, order.goodsMinor, order.shippingMinor],
      ...[order.taxMinor, order.totalMinor, order.country, order.delivery, order.placedAt],
    ],
  );
  if (rows.length === 0) return false;
  await ctx.tx.query(
    `INSERT INTO order_lines (order_id, number, gtin, title, quantity, unit_minor, amount_minor, tax_basis_points, tax_minor)
     SELECT $1, number, gtin, title, quantity, "unitMinor", "amountMinor", "taxBasisPoints", "taxMinor" FROM jsonb_to_recordset($2::jsonb)
       AS l(number int, gtin text, title text, quantity int, "unitMinor" bigint, "amountMinor" bigint, "taxBasisPoints" int, "taxMinor" bigint)`,
    [order.id, JSON.stringify(order.lines)],
  );
  return true;
}

/** The order that a person has placed under a key, and the digest of that request. */
export async function findPlaced(
  ctx: Pick<Ctx, "tx">,
  person: string,
  requestKey: string,
): Promise<{ id: string; digest: string } | undefined> {
  const [row] = await selectRows<{ id: string; digest: string }>(
    ctx,
    "SELECT id, request_digest AS digest FROM orders WHERE person_id = $1 AND request_key = $2",
    [person, requestKey],
  );
  return row;
}

export interface Which {
  /** Whose it must be; null or absent for anybody's. */
  person?: string | null;
  /** Keeps everybody else from moving it on until the transaction ends. */
  isLocked?: boolean;
}

export async function findOrder(
  ctx: Pick<Ctx, "tx">,
  id: string,
  { person = null, isLocked = false }: Which = {},
): Promise<OrderRow | undefined> {
  const [row] = await selectRows<OrderRow>(
    ctx,
    `SELECT ${COLUMNS} FROM orders WHERE id = $1 AND ($2::text IS NULL OR person_id = $2) ${isLocked ? "FOR UPDATE" : ""}`,
    [id, person],
  );
  return row;
}

export interface OrdersPage {
  /** Whose they must be; null for anybody's. */
  person: string | null;
  state?: OrderState | undefined;
  /** The beginning of their id. */
  named?: string | undefined;
  gtin?: string | undefined;
  /** Where a part of them is, or was. */
  warehouse?: string | undefined;
  /** With a part that is held, or without. */
  isHeld?: boolean | undefined;
  after: TimePlace | null;
  limit: number;
}

export interface ListedOrder extends Pick<OrderRow, "id" | "state" | "currency" | "totalMinor" | "placedAt"> {
  lines: number;
  pieces: number;
  isHeld: boolean;
}

/** Orders, newest first; one more than asked for, to tell whether there are more. */
export async function listOrders(ctx: Pick<Ctx, "tx">, page: OrdersPage): Promise<ListedOrder[]> {
  const { person, state, named, gtin, warehouse, isHeld, after, limit } = page;
  return selectRows<ListedOrder>(
    ctx,
    `SELECT id, state, currency, total_minor::float8 AS "totalMinor", placed_at AS "placedAt", l.lines, l.pieces, h.held AS "isHeld"
     FROM orders, LATERAL (SELECT count(*)::int AS lines, sum(quantity)::int AS pieces FROM order_lines WHERE order_id = id) l,
       LATERAL (SELECT EXISTS (SELECT FROM fulfilment_orders f WHERE f.order_id = orders.id AND f.state = 'held') AS held) h
     WHERE ($1::text IS NULL OR person_id = $1) AND ($2::text IS NULL OR state = $2)
       AND ($3::timestamptz IS NULL OR (placed_at, id) < ($3, $4))
       AND ($6::text IS NULL OR starts_with(id, $6))
       AND ($7::text IS NULL OR EXISTS (SELECT FROM order_lines o WHERE o.order_id = orders.id AND o.gtin = $7))
       AND ($8::text IS NULL OR EXISTS (SELECT FROM fulfilment_orders f WHERE f.order_id = orders.id AND f.warehouse = $8))
       AND ($9::boolean IS NULL OR h.held = $9)
     ORDER BY placed_at DESC, id DESC LIMIT $5`,
    [
      person,
      state ?? null,
      after?.at ?? null,
      after?.id ?? null,
      limit + 1,
      named ?? null,
      gtin ?? null,
      warehouse ?? null,
      isHeld ?? null,
    ],
  );
}

export interface LineRow extends PricedLine {
  /** How many have left, and how many of those came back. */
  shipped: number;
  returned: number;
  /** How many nobody has any more: they will not leave, and are not paid. */
  calledOff: number;
}

export async function linesOf(ctx: Pick<Ctx, "tx">, order: string): Promise<LineRow[]> {
  return selectRows<LineRow>(
    ctx,
    `SELECT number, gtin, title, quantity, unit_minor::float8 AS "unitMinor", amount_minor::float8 AS "amountMinor",
       tax_basis_points AS "taxBasisPoints", tax_minor::float8 AS "taxMinor", shipped, returned, called_off AS "calledOff"
     FROM order_lines WHERE order_id = $1 ORDER BY number`,
    [order],
  );
}

/** Takes out of an order what nobody has any more. */
export async function callOff(ctx: Ctx, order: string, lines: readonly { number: number; quantity: number }[]): Promise<void> {
  await ctx.tx.query(
    `UPDATE order_lines l SET called_off = called_off + m.quantity FROM jsonb_to_recordset($2::jsonb) AS m(number int, quantity int)
     WHERE l.order_id = $1 AND l.number = m.number`,
    [order, JSON.stringify(lines)],
  );
}

/** Says what an order waits for; null for nothing. */
export async function setWaitsFor(ctx: Ctx, order: string, words: string | null): Promise<void> {
  await ctx.tx.query("UPDATE orders SET waits_for = $2 WHERE id = $1 AND waits_for IS DISTINCT FROM $2", [order, words]);
}
