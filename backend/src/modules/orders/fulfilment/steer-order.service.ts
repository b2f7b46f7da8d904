import { record } from "../../../platform/audit.ts";
import type { Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import type { Principal } from "../../../platform/http/principal.ts";
import { nextOrderState } from "../orders.domain.ts";
import { ORDERS_PROBLEMS } from "../orders.errors.ts";
import type { Stock, Warehouses } from "../orders.ports.ts";
import { getOrder } from "../orders.service.ts";
import { goOn } from "../saga/go-on.ts";
import { moveOn } from "../transitions.store.ts";
import { fulfilmentsOf, isActive, type FulfilmentRow } from "./fulfilment.store.ts";
import { steer, type Steering } from "./steer.service.ts";

/** What is done with all parts of an order at once. */
type OfAll = Extract<Steering, { verb: "hold" | "release" }>;

/**
 * Holds every part of an order that can still be held, or lets all go on that are held; all of it or nothing. What a warehouse has packed leaves all the
 * same. Once more changes nothing.
 *
 * @throws {ProblemError} `orders.unknown-order`, `orders.not-now`
 */
export async function steerOrder(
  ctx: Ctx,
  partners: { stock: Stock; warehouses: Warehouses },
  { order: id, principal }: { order: string; principal: Principal },
  steering: OfAll,
): Promise<void> {
  const order = await getOrder(ctx, id, { isLocked: true });
  const all = await fulfilmentsOf(ctx, id);
  const active = all.filter(isActive);
  const parts = active.filter(steering.verb === "hold" ? isHoldable : isReleasable);
  if (parts.length === 0) {
    if (isDone(active, steering)) return;
    const detail = steering.verb === "hold" ? "No part of it can be held any more, or yet." : "No part of it is held.";
    throw new ProblemError(ORDERS_PROBLEMS.notNow, { detail: `${detail} The order is ${order.state}.` });
  }
  if (nextOrderState(order.state, "reroute") === undefined)
    throw new ProblemError(ORDERS_PROBLEMS.notNow, { detail: `The order is ${order.state}.` });
  const causes: string[] = [];
  for (const row of parts) causes.push(await steer(ctx, partners, { row, all }, steering));
  await moveOn(ctx, order, { event: "reroute", by: "shop", cause: causes.join("; ") });
  record(ctx, { action: "order.steered", by: principal, subject: id, details: { verb: steering.verb, parts: parts.length } });
  await goOn(ctx, id);
}

const isHeld = ({ state }: FulfilmentRow) => state === "held";
/** Also what its warehouse is asked back for in order to hold it: that is let go on as soon as it is back. */
const isReleasable = (row: FulfilmentRow) => isHeld(row) || (row.withdrawFor === "steered" && row.wanted?.verb === "hold");

/** Nobody was told, or the shop's own people; or a warehouse that can be asked to give it back. */
function isHoldable({ state, hasProgram, isLetGo, withdrawFor }: FulfilmentRow): boolean {
  if (state === "open") return true;
  return state === "instructed" && (!hasProgram || (!isLetGo && withdrawFor === null));
}

/** Whether it stands as is asked: held, or being held, where it is to be; held nowhere where it is not. */
function isDone(active: readonly FulfilmentRow[], { verb }: OfAll): boolean {
  if (active.length === 0) return false;
  if (verb === "release") return active.every(({ wanted }) => wanted?.verb !== "hold");
  return active.every((row) => isHeld(row) || row.wanted?.verb === "hold");
}
