import type { GoodsMovedRequest } from "@waybill/protocol/schemas/api/orders";
import type { Ctx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import type { Goods } from "./fulfilment/fulfilment.domain.ts";
import { changeFulfilment, fulfilmentsOf, insertFulfilment, isActive } from "./fulfilment/fulfilment.store.ts";
import { apart, ofLines } from "./fulfilment/shares.domain.ts";
import { findMoved } from "./goods-moved.store.ts";
import { moveGoods } from "./move-goods.service.ts";
import { nextOrderState } from "./orders.domain.ts";
import { ORDERS_PROBLEMS } from "./orders.errors.ts";
import type { Stock, StockPart } from "./orders.ports.ts";
import { linesOf, type OrderRow } from "./orders.store.ts";

/**
 * Notes what the shop's people have sent from places without a program. What a program of a warehouse is to pack, or somebody holds, is not theirs.
 *
 * @param order locked
 * @returns false where that was noted before
 * @throws {ProblemError} `orders.packed-elsewhere`, and what `moveGoods` refuses
 */
export async function shipByHand(
  ctx: Ctx,
  stock: Stock,
  order: OrderRow,
  { key, lines }: { key: string; lines: GoodsMovedRequest["lines"] },
): Promise<boolean> {
  const isRefused = (await findMoved(ctx, order.id, key)) !== undefined || nextOrderState(order.state, "ship-part") === undefined;
  const from = isRefused ? [] : await takeFromHands(ctx, order, lines);
  return moveGoods(ctx, stock, order, { kind: "shipment", key, lines, from });
}

async function takeFromHands(ctx: Ctx, { id }: OrderRow, lines: GoodsMovedRequest["lines"]): Promise<StockPart[]> {
  const active = (await fulfilmentsOf(ctx, id)).filter(isActive);
  const isOurs = ({ state, hasProgram }: (typeof active)[number]) => state === "instructed" && !hasProgram;
  const others = ofLines(active.filter((one) => !isOurs(one)).flatMap(({ goods }) => goods));
  const ordered = await linesOf(ctx, id);
  const errors = lines.flatMap(({ number, quantity }, index) => {
    const line = ordered.find((one) => one.number === number);
    const left = line === undefined ? 0 : line.quantity - line.shipped - line.calledOff;
    const ours = left - (others.get(number) ?? 0);
    return quantity > ours && quantity <= left ? [{ pointer: `/lines/${index}/quantity`, message: `may be ${ours} at most` }] : [];
  });
  if (errors.length > 0) throw new ProblemError(ORDERS_PROBLEMS.packedElsewhere, { errors });

  const from: StockPart[] = [];
  let missing: Goods[] = lines.map(({ number, quantity }) => ({ line: number, gtin: "", lot: null, expiry: null, quantity }));
  for (const one of active.filter(isOurs)) {
    const { taken, left } = apart(one.goods, missing);
    if (taken.length === 0) continue;
    const { warehouse, hasProgram, order } = one;
    if (left.length === 0) await changeFulfilment(ctx, one, "ship");
    else {
      await changeFulfilment(ctx, one, "split", { goods: left });
      await insertFulfilment(ctx, { order, warehouse, hasProgram, goods: taken }, ["instruct", "ship"]);
    }
    from.push(...taken.map(({ gtin, lot, expiry, quantity }) => ({ warehouse, gtin, lot, expiry, quantity })));
    const gone = ofLines(taken);
    missing = missing
      .map((want) => ({ ...want, quantity: want.quantity - (gone.get(want.line) ?? 0) }))
      .filter(({ quantity }) => quantity > 0);
  }
  return from;
}
