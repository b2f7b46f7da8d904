import type { RefusedPaymentRequest } from "@waybill/protocol/schemas/api/orders";
import { record } from "../../../platform/audit.ts";
import type { Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import type { Principal } from "../../../platform/http/principal.ts";
import { giveUp, moneyKey, movedGoodsOf } from "../goods-moved.store.ts";
import { ORDERS_PROBLEMS } from "../orders.errors.ts";
import type { OrderRow } from "../orders.store.ts";
import { goOn } from "../saga/go-on.ts";
import { attemptOf, moveOn, transitionsOf } from "../transitions.store.ts";
import { refusalKey } from "./payments.domain.ts";
import { operationsOf } from "./payments.store.ts";

/**
 * Decides about money that the bank does not pay for what has left: it is asked once more, or the money is given up. The saga does it, so that what the
 * bank has paid meanwhile is paid.
 *
 * @param order locked
 * @throws {ProblemError} `orders.nothing-refused`, `orders.not-now`
 */
export async function settleRefused(ctx: Ctx, principal: Principal | null, order: OrderRow, asked: RefusedPaymentRequest): Promise<void> {
  const { id } = order;
  const attempt = attemptOf(await transitionsOf(ctx, id));
  const refused = new Set((await operationsOf(ctx, id)).filter(({ kind }) => kind === "refuse").map(({ key }) => key));
  const unpaid = (await movedGoodsOf(ctx, id)).filter(
    (one) => one.kind === "shipment" && !one.isPaid && !one.isGivenUp && refused.has(refusalKey(attempt, moneyKey(one.kind, one.id))),
  );
  if (unpaid.length === 0) throw new ProblemError(ORDERS_PROBLEMS.nothingRefused);
  const isAgain = asked.act === "ask-again";
  const cause = isAgain ? "the bank is asked to pay once more" : `written off as unpaid: ${asked.note}`;
  await moveOn(ctx, order, { event: asked.act, by: "shop", cause });
  const ids = unpaid.map((one) => one.id);
  if (!isAgain) await giveUp(ctx, id, ids);
  record(ctx, { action: isAgain ? "payment.asked-again" : "payment.written-off", by: principal, subject: id });
  await goOn(ctx, id);
}
