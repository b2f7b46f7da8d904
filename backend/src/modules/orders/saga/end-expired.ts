import type { App } from "../../../platform/app.ts";
import { inTransaction, reading, type Ctx } from "../../../platform/context.ts";
import { dayOf, hasExpired } from "../../stock/stock.queries.ts";
import { changeFulfilment, fulfilmentsOf, insertFulfilment, type FulfilmentRow } from "../fulfilment/fulfilment.store.ts";
import { nextOrderState } from "../orders.domain.ts";
import { findOrder } from "../orders.store.ts";

/**
 * Ends what has expired since it was planned, where nobody was told of it or the shop's own people are to pack it: other lots are planned, or it is called
 * off. The program of a warehouse does so by itself, and tells what it then lacks; what is held is looked at when it is released.
 */
export async function endExpired(app: App, id: string): Promise<void> {
  const today = dayOf(app.clock.now());
  const partsThatEnd = async (ctx: Pick<Ctx, "tx">): Promise<FulfilmentRow[]> =>
    (await fulfilmentsOf(ctx, id)).filter(
      ({ state, hasProgram, goods }) =>
        (state === "open" || (state === "instructed" && !hasProgram)) && goods.some((part) => hasExpired(part, today)),
    );
  if ((await partsThatEnd(reading(app))).length === 0) return;
  await inTransaction(app, async (ctx) => {
    const order = await findOrder(ctx, id, { isLocked: true });
    if (order === undefined || nextOrderState(order.state, "reroute") === undefined) return;
    for (const one of await partsThatEnd(ctx)) {
      const { warehouse, hasProgram } = one;
      const [expired, left] = [one.goods.filter((part) => hasExpired(part, today)), one.goods.filter((part) => !hasExpired(part, today))];
      if (left.length === 0) {
        await changeFulfilment(ctx, one, "abandon", { endedFor: "expired" });
        continue;
      }
      await changeFulfilment(ctx, one, "split", { goods: left });
      await insertFulfilment(ctx, { order: id, warehouse, hasProgram, goods: expired, endedFor: "expired" }, ["abandon"]);
    }
  });
}
