import type { GoodsMovedRequest } from "@waybill/protocol/schemas/api/orders";
import type { Ctx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { findMoved, insertMoved, movedGoodsOf, type MoveKind } from "./goods-moved.store.ts";
import { ORDERS_PROBLEMS } from "./orders.errors.ts";
import type { Stock, StockPart } from "./orders.ports.ts";
import { linesOf, type LineRow, type OrderRow } from "./orders.store.ts";
import { goOn } from "./saga/go-on.ts";
import { moveOn, type TransitionBy } from "./transitions.store.ts";

/** Goods that left, or came back, by the word of the shop or of a warehouse. */
export interface Moving extends GoodsMovedRequest {
  kind: MoveKind;
  /** The same key with the same goods is noted once. */
  key: string;
  by?: TransitionBy;
  /** Where what left was taken. */
  from?: readonly StockPart[];
}

/**
 * Notes goods that have left, or come back; the saga takes their value, or gives it back. With the first that leave the delivery is paid.
 *
 * @param order locked: what is left of it must be what is moved
 * @returns false where that was noted before
 * @throws {ProblemError} `orders.key-reused`, `orders.not-that-many`, `orders.not-now`
 */
export async function moveGoods(
  ctx: Ctx,
  stock: Stock,
  order: OrderRow,
  { kind, key, lines, by = "shop", from = [] }: Moving,
): Promise<boolean> {
  const noted = await findMoved(ctx, order.id, key);
  if (noted !== undefined) {
    if (noted.kind !== kind || !sameLines(noted.lines, lines)) throw new ProblemError(ORDERS_PROBLEMS.keyReused);
    return false;
  }
  const ordered = await linesOf(ctx, order.id);
  const isShipment = kind === "shipment";
  requireThatMany(ordered, lines, ({ quantity, shipped, calledOff, returned }) =>
    isShipment ? quantity - shipped - calledOff : shipped - returned,
  );
  const moved = new Map(lines.map(({ number, quantity }) => [number, quantity]));
  const isRest = ordered.every(({ number, quantity, shipped, calledOff }) => quantity - shipped - calledOff === (moved.get(number) ?? 0));
  const shipping = isRest ? ("ship-rest" as const) : ("ship-part" as const);
  const pieces = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const place = from[0] && by === "warehouse" ? ` ${from[0].warehouse}` : "";
  const cause = `${pieces} ${pieces === 1 ? "piece" : "pieces"} ${isShipment ? `left${place}` : "came back"}`;
  await moveOn(ctx, order, { event: isShipment ? shipping : "return", by, cause });

  const [id, isFirst] = [newId(ctx.random), (await movedGoodsOf(ctx, order.id)).length === 0];
  const goodsMinor = ordered.reduce((sum, { number, unitMinor }) => sum + unitMinor * (moved.get(number) ?? 0), 0);
  const shippingMinor = isShipment && isFirst ? order.shippingMinor : 0;
  await insertMoved(ctx, { id, order: order.id, key, kind, lines, goodsMinor, shippingMinor, at: ctx.clock.now() });
  if (isShipment) {
    const gone = ordered.flatMap(({ number, gtin }) => (moved.has(number) ? [{ number, gtin, quantity: moved.get(number) ?? 0 }] : []));
    await stock.ship(ctx, order.id, id, gone, from);
  }
  await goOn(ctx, order.id);
  return true;
}

function requireThatMany(ordered: readonly LineRow[], lines: GoodsMovedRequest["lines"], leftOf: (line: LineRow) => number): void {
  const errors = lines.flatMap(({ number, quantity }, index) => {
    const line = ordered.find((one) => one.number === number);
    const left = line === undefined ? 0 : leftOf(line);
    return quantity <= left ? [] : [{ pointer: `/lines/${index}/quantity`, message: `may be ${left} at most` }];
  });
  if (errors.length > 0) throw new ProblemError(ORDERS_PROBLEMS.notThatMany, { errors });
}

function sameLines(left: GoodsMovedRequest["lines"], right: GoodsMovedRequest["lines"]): boolean {
  const textOf = (lines: GoodsMovedRequest["lines"]) =>
    JSON.stringify(lines.map(({ number, quantity }) => [number, quantity]).sort(([a = 0], [b = 0]) => a - b));
  return textOf(left) === textOf(right);
}
