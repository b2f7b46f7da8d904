import { record } from "../../../platform/audit.ts";
import type { Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import type { Principal } from "../../../platform/http/principal.ts";
import { moveGoods } from "../move-goods.service.ts";
import { nextOrderState } from "../orders.domain.ts";
import { ORDERS_PROBLEMS } from "../orders.errors.ts";
import type { Stock } from "../orders.ports.ts";
import { findOrder } from "../orders.store.ts";
import { goOn } from "../saga/go-on.ts";
import { moveOn } from "../transitions.store.ts";
import { changeFulfilment, findFulfilment, isLost } from "./fulfilment.store.ts";
import { ofLines } from "./shares.domain.ts";

/**
 * Takes the word of the shop's people for what no program can say any more: whether a part has left that a warehouse was let go of before it lost its
 * database. What has not left is planned anew, or called off with the order.
 *
 * @throws {ProblemError} `orders.unknown-order`, `orders.unknown-fulfilment`, `orders.not-now`
 */
export async function clearUp(
  ctx: Ctx,
  stock: Stock,
  { order: id, fulfilment, principal }: { order: string; fulfilment: string; principal: Principal },
  { hasLeft }: { hasLeft: boolean },
): Promise<void> {
  const order = await findOrder(ctx, id, { isLocked: true });
  if (order === undefined) throw new ProblemError(ORDERS_PROBLEMS.unknownOrder);
  const row = await findFulfilment(ctx, fulfilment);
  if (row?.order !== id) throw new ProblemError(ORDERS_PROBLEMS.unknownFulfilment);
  if (!isLost(row)) throw new ProblemError(ORDERS_PROBLEMS.notNow, { detail: "Its warehouse says by itself whether it has left." });
  record(ctx, { action: "order.steered", by: principal, subject: id, details: { fulfilment, verb: "clear-up", hasLeft } });
  if (hasLeft) {
    await changeFulfilment(ctx, row, "ship");
    const lines = [...ofLines(row.goods)].map(([number, quantity]) => ({ number, quantity }));
    const from = row.goods.map(({ line: _, ...part }) => ({ warehouse: row.warehouse, ...part }));
    await moveGoods(ctx, stock, order, { kind: "shipment", key: fulfilment, lines, from });
    return;
  }
  // A higher fence, and a word about it: whatever is there of it is nothing that may be loaded.
  await changeFulfilment(ctx, row, "abandon", { endedFor: "lost", isLetGo: false, fence: row.fence + 1, owesWord: true });
  if (nextOrderState(order.state, "reroute") !== undefined)
    await moveOn(ctx, order, { event: "reroute", by: "shop", cause: `what ${row.warehouse} had packed has not left` });
  await goOn(ctx, id);
}
