import type { App } from "../../../platform/app.ts";
import { inTransaction, reading, type Ctx } from "../../../platform/context.ts";
import { nextOrderState } from "../orders.domain.ts";
import { findOrder } from "../orders.store.ts";
import { moveOn } from "../transitions.store.ts";
import { changeFulfilment, fulfilmentsOf, type FulfilmentRow } from "./fulfilment.store.ts";
import { merge } from "./verbs.domain.ts";

/** Why one is held that is back, or was never told, while its warehouse is asked for the other one. */
export const UNTIL_MERGED = "it becomes one with another part as soon as its warehouse has given that back";

/** Whether it is held for that. */
export function isToMerge({ state, wanted }: Pick<FulfilmentRow, "state" | "wanted">): boolean {
  return state === "held" && wanted?.verb === "merge";
}

/**
 * Merges two parts of an order that are both back from their warehouse. One whose other is not coming, because it has left, is gone or is wanted otherwise,
 * goes on by itself: so it belongs to what is written, and not to a moment, and nothing is held for ever, whoever dies.
 *
 * @returns whether the order has moved on
 */
export async function mergeBack(app: App, id: string): Promise<boolean> {
  if (!(await fulfilmentsOf(reading(app), id)).some(isToMerge)) return false;
  return inTransaction(app, async (ctx) => {
    const order = await findOrder(ctx, id, { isLocked: true });
    if (order === undefined || nextOrderState(order.state, "reroute") === undefined) return false;
    const all = await fulfilmentsOf(ctx, id);
    for (const one of all.filter(isToMerge)) {
      const cause = await settle(ctx, one, otherOf(one, all));
      if (cause === null) continue;
      await moveOn(ctx, order, { event: "reroute", by: "saga", cause });
      return true;
    }
    return false;
  });
}

/** The one that it is to become one with, if that wants the same. */
function otherOf({ id, wanted }: FulfilmentRow, all: readonly FulfilmentRow[]): FulfilmentRow | undefined {
  if (wanted?.verb !== "merge") return undefined;
  const other = all.find((one) => one.id === wanted.other);
  return other?.wanted?.verb === "merge" && other.wanted.other === id ? other : undefined;
}

/** @returns what came of it, in words; null while the other one is still being asked for */
async function settle(ctx: Ctx, one: FulfilmentRow, other: FulfilmentRow | undefined): Promise<string | null> {
  if (other?.state === "instructed" && other.withdrawFor === "steered") return null;
  if (other !== undefined && isToMerge(other)) {
    const [keeps, gives] = one.wanted?.verb === "merge" && one.wanted.takesIn ? [one, other] : [other, one];
    const joined = merge({ ...keeps, state: "open" }, { ...gives, state: "open" });
    if (!("refused" in joined)) {
      await changeFulfilment(ctx, gives, ["release", "absorb"]);
      await changeFulfilment(ctx, keeps, ["release", "merge"], { wanted: null, goods: joined.goods });
      return `two parts that ${keeps.warehouse} is to pack were merged`;
    }
  }
  await changeFulfilment(ctx, one, "release", { wanted: null });
  return `what ${one.warehouse} is to pack goes on by itself: the part that it was to be merged with is not to be had any more`;
}
