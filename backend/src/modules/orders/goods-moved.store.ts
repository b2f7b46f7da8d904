import type { Disposition } from "@waybill/protocol/schemas/api/orders";
import { selectRows, type Ctx } from "../../platform/context.ts";

export type MoveKind = "shipment" | "return";

/** So many of one line; of what came back, what becomes of them. */
export interface MovedLine {
  number: number;
  quantity: number;
  to?: Disposition;
}

/** Goods of an order that left together, or came back together. */
export interface GoodsMoved {
  id: string;
  /** Under which it was told of: a warehouse's shipment by its fulfilment order. */
  key: string;
  kind: MoveKind;
  lines: readonly MovedLine[];
  /** Their value, and the delivery with the first that leave. */
  amountMinor: number;
  /** Of that, what nobody pays any more. */
  waivedMinor: number;
  isPaid: boolean;
  /** Its money is asked for no more, and waived once the provider has said so. */
  isGivenUp: boolean;
  at: Date;
}

const COLUMNS = `id, key, kind, lines, (goods_minor + shipping_minor)::float8 AS "amountMinor", waived_minor::float8 AS "waivedMinor",
  paid_minor = goods_minor + shipping_minor - waived_minor AS "isPaid", is_given_up AS "isGivenUp", at`;

/** What is done about the money for goods. */
export const MONEY_OF = { shipment: "capture", return: "refund" } as const;

/** Under which key it is done: both sides know it by that. */
export function moneyKey(kind: MoveKind, id: string): string {
  return `${MONEY_OF[kind]}:${id}`;
}

export async function movedGoodsOf(ctx: Pick<Ctx, "tx">, order: string): Promise<GoodsMoved[]> {
  return selectRows<GoodsMoved>(ctx, `SELECT ${COLUMNS} FROM order_goods_moved WHERE order_id = $1 ORDER BY at, id`, [order]);
}

/** What was noted under a key. */
export async function findMoved(ctx: Pick<Ctx, "tx">, order: string, key: string): Promise<GoodsMoved | undefined> {
  const [row] = await selectRows<GoodsMoved>(ctx, `SELECT ${COLUMNS} FROM order_goods_moved WHERE order_id = $1 AND key = $2`, [
    order,
    key,
  ]);
  return row;
}

export interface NewMove extends Pick<GoodsMoved, "id" | "key" | "kind" | "lines" | "at"> {
  order: string;
  goodsMinor: number;
  shippingMinor: number;
}

/** Notes goods, on the lines as well. The caller has moved the order on, and so has it to itself. */
export async function insertMoved(ctx: Ctx, { id, order, key, kind, lines, goodsMinor, shippingMinor, at }: NewMove): Promise<void> {
  await ctx.tx.query(
    `INSERT INTO order_goods_moved (id, order_id, key, kind, lines, goods_minor, shipping_minor, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, order, key, kind, JSON.stringify(lines), goodsMinor, shippingMinor, at],
  );
  const column = kind === "shipment" ? "shipped" : "returned";
  await ctx.tx.query(
    `UPDATE order_lines l SET ${column} = ${column} + m.quantity FROM (
       SELECT number, sum(quantity)::int AS quantity FROM jsonb_to_recordset($2::jsonb) AS r(number int, quantity int) GROUP BY number) m
     WHERE l.order_id = $1 AND l.number = m.number`,
    [order, JSON.stringify(lines)],
  );
}

/** Marks the goods as paid whose money the provider has taken, or given back, under these keys. */
export async function markPaid(ctx: Ctx, order: string, keys: readonly string[]): Promise<void> {
  const paid = (Object.keys(MONEY_OF) as MoveKind[]).flatMap((kind) =>
    keys.filter((key) => key.startsWith(moneyKey(kind, ""))).map((key) => ({ kind, id: key.slice(moneyKey(kind, "").length) })),
  );
  if (paid.length === 0) return;
  await ctx.tx.query(
    `UPDATE order_goods_moved SET paid_minor = goods_minor + shipping_minor - waived_minor
     WHERE order_id = $1 AND paid_minor = 0 AND (kind, id) IN (SELECT * FROM unnest($2::text[], $3::text[]))`,
    [order, paid.map(({ kind }) => kind), paid.map(({ id }) => id)],
  );
}

/** Has the money for some shipments asked for no more. */
export async function giveUp(ctx: Ctx, order: string, ids: readonly string[]): Promise<void> {
  await ctx.tx.query("UPDATE order_goods_moved SET is_given_up = true WHERE order_id = $1 AND id = ANY($2)", [order, ids]);
}

/** Waives the value of shipments for which the provider will never take anything, by the keys of their captures. */
export async function waive(ctx: Ctx, order: string, keys: readonly string[]): Promise<void> {
  const ids = keys.map((key) => key.slice(moneyKey("shipment", "").length));
  const waived = await selectRows(
    ctx,
    `UPDATE order_goods_moved SET waived_minor = goods_minor + shipping_minor
     WHERE order_id = $1 AND kind = 'shipment' AND id = ANY($2) AND paid_minor = 0 AND waived_minor = 0 RETURNING id`,
    [order, ids],
  );
  if (waived.length > 0) await setOff(ctx, order);
}

/** What comes back is first what was never paid: of returns whose money has not gone back yet so much is waived as was waived of what has left. */
export async function setOff(ctx: Ctx, order: string): Promise<void> {
  const goods = await selectRows<{ id: string; kind: MoveKind; goodsMinor: number; waivedMinor: number; isPaid: boolean }>(
    ctx,
    `SELECT id, kind, goods_minor::float8 AS "goodsMinor", waived_minor::float8 AS "waivedMinor",
       paid_minor = goods_minor + shipping_minor - waived_minor AS "isPaid" FROM order_goods_moved WHERE order_id = $1 ORDER BY at, id`,
    [order],
  );
  const unpaid = goods.filter(({ kind, waivedMinor }) => kind === "shipment" && waivedMinor > 0);
  const back = goods.filter(({ kind }) => kind === "return");
  let left = unpaid.reduce((sum, { goodsMinor }) => sum + goodsMinor, 0) - back.reduce((sum, { waivedMinor }) => sum + waivedMinor, 0);
  for (const { id, goodsMinor, waivedMinor } of back.filter(({ isPaid }) => !isPaid)) {
    const taken = Math.min(left, goodsMinor - waivedMinor);
    left -= taken;
    if (taken > 0)
      await ctx.tx.query("UPDATE order_goods_moved SET waived_minor = waived_minor + $3 WHERE order_id = $1 AND id = $2", [
        order,
        id,
        taken,
      ]);
  }
}
