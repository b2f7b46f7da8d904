import type { Ctx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { findMoved, insertMoved, movedGoodsOf, setOff, type MovedLine, type MoveKind } from "./goods-moved.store.ts";
import { ORDERS_PROBLEMS } from "./orders.errors.ts";
import type { Stock, StockPart } from "./orders.ports.ts";
import { linesOf, type LineRow, type OrderRow } from "./orders.store.ts";
import { joined } from "./planning/places.domain.ts";
import { goOn } from "./saga/go-on.ts";
import { moveOn, type TransitionBy } from "./transitions.store.ts";

/** Goods that left, or came back, by the word of the shop or of a warehouse. */
export interface Moving {
  lines: readonly MovedLine[];
  kind: MoveKind;
  /** The same key with the same goods is noted once. */
  key: string;
  by?: TransitionBy;
  /** Where what left was taken. */
  from?: readonly StockPart[];
}

/**
 * Notes goods that have left, or come back; the saga takes their value, or gives it back. With the first that leave the delivery is paid.
 * What is put on a shelf again is in the ledger with it, or neither is.
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
  const moved = sumsOf(lines);
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
  } else {
    await setOff(ctx, order.id);
    await stock.takeBack(ctx, order.id, id, restocked(ordered, lines));
  }
  await goOn(ctx, order.id);
  return true;
}

function requireThatMany(ordered: readonly LineRow[], lines: readonly MovedLine[], leftOf: (line: LineRow) => number): void {
  const sums = sumsOf(lines);
  const errors = lines.flatMap(({ number }, index) => {
    const line = ordered.find((one) => one.number === number);
    const left = line === undefined ? 0 : leftOf(line);
    return (sums.get(number) ?? 0) <= left ? [] : [{ pointer: `/lines/${index}/quantity`, message: `may be ${left} at most` }];
  });
  if (errors.length > 0) throw new ProblemError(ORDERS_PROBLEMS.notThatMany, { errors });
}

/** How many of each line, whatever becomes of them. */
function sumsOf(lines: readonly MovedLine[]): Map<number, number> {
  const sums = new Map<number, number>();
  for (const { number, quantity } of lines) sums.set(number, (sums.get(number) ?? 0) + quantity);
  return sums;
}

/** What goes on a shelf of the shop's people. What is written off has left the ledger when it was shipped, and what a floor receives is told of by its warehouse. */
function restocked(ordered: readonly LineRow[], lines: readonly MovedLine[]): StockPart[] {
  const parts = lines.flatMap(({ number, quantity, to }): StockPart[] => {
    const gtin = ordered.find((line) => line.number === number)?.gtin;
    return to?.kind === "restock" && gtin !== undefined
      ? [{ warehouse: to.warehouse, gtin, lot: to.lot, expiry: to.expiry, quantity }]
      : [];
  });
  return joined(parts);
}

function sameLines(left: readonly MovedLine[], right: readonly MovedLine[]): boolean {
  const textOf = (lines: readonly MovedLine[]) =>
    lines
      .map(({ number, quantity, to }) => JSON.stringify([number, quantity, to && Object.entries(to).sort(([a], [b]) => (a < b ? -1 : 1))]))
      .sort()
      .join(" ");
  return textOf(left) === textOf(right);
}
