import type { RoutingPlan } from "../routing/routing-plan.ts";
import { next, type FulfilmentOrder, type FulfilmentVerb, type Goods, type Refusal } from "./fulfilment.domain.ts";
import { isSameOfLines, together, without } from "./goods.domain.ts";

/** One for each shipment of a plan, in its order. @param ids As many as the plan has shipments. @throws RangeError for too few of them */
export function planned(order: string, { assignments, shipments }: RoutingPlan, ids: readonly string[]): FulfilmentOrder[] {
  return shipments.map(({ warehouse }, at) => {
    const id = ids[at];
    if (id === undefined) throw new RangeError(`${shipments.length} shipments have ${ids.length} ids`);
    const goods = assignments.filter((one) => one.warehouse === warehouse).map(({ warehouse: _, ...one }) => one);
    return { id, order, warehouse, state: "open", heldFor: null, goods: together(goods) };
  });
}

/** Takes a part out of it, as a fulfilment order of its own. @returns what stays, and the part */
export function split(order: FulfilmentOrder, part: readonly Goods[], id: string): [FulfilmentOrder, FulfilmentOrder] | Refusal {
  const after = next(order, "split");
  if ("refused" in after) return after;
  const left = without(order.goods, part);
  if (left === undefined || left.length === 0 || part.length === 0) return { refused: "part" };
  return [{ ...after, goods: left }, { ...after, id, goods: together(part) }]; // prettier-ignore
}

/** To another warehouse, which has other lots: as much of every line as before. */
export function move(order: FulfilmentOrder, warehouse: string, goods: readonly Goods[]): FulfilmentOrder | Refusal {
  const after = next(order, "move");
  if ("refused" in after) return after;
  return isSameOfLines(order.goods, goods) ? { ...after, warehouse, goods: together(goods) } : { refused: "quantities" };
}

/** Two that are open at one warehouse become the first. */
export function merge(order: FulfilmentOrder, other: FulfilmentOrder): FulfilmentOrder | Refusal {
  const [after, joined] = [next(order, "merge"), next(other, "merge")];
  if ("refused" in after) return after;
  if ("refused" in joined) return joined;
  const isApart = order.order !== other.order || order.warehouse !== other.warehouse || order.id === other.id;
  return isApart ? { refused: "apart" } : { ...after, goods: together([...order.goods, ...other.goods]) };
}

/** Keeps it from being instructed until it is released. */
export function hold(order: FulfilmentOrder, heldFor: string): FulfilmentOrder | Refusal {
  const after = next(order, "hold");
  return "refused" in after ? after : { ...after, heldFor };
}

/** The verbs that change nothing but the state. */
export function follow(
  order: FulfilmentOrder,
  verb: Exclude<FulfilmentVerb, "split" | "move" | "merge" | "hold">,
): FulfilmentOrder | Refusal {
  return next(order, verb);
}
