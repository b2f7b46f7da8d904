import type { App } from "../../../platform/app.ts";
import { inTransaction, reading, type Ctx } from "../../../platform/context.ts";
import {
  changeFulfilment,
  fulfilmentsOf,
  insertFulfilment,
  isActive,
  noteFulfilment,
  type FulfilmentRow,
} from "../fulfilment/fulfilment.store.ts";
import { nextOrderState } from "../orders.domain.ts";
import type { Warehouses } from "../orders.ports.ts";
import { findOrder } from "../orders.store.ts";
import { isAway } from "./tell-warehouses.ts";

/**
 * Ends what nobody was told of an order that was called off, and what a warehouse that is away was told and not let go of: it loads nothing without
 * a `go`, and is told when it is back. For the others a higher fence is written down, under which they are asked back.
 */
export async function askBackAll(app: App, warehouses: Warehouses, id: string): Promise<void> {
  await inTransaction(app, async (ctx) => {
    const order = await findOrder(ctx, id, { isLocked: true });
    if (order?.state !== "withdrawing") return;
    const known = await warehouses.list(ctx);
    for (const one of (await fulfilmentsOf(ctx, id)).filter(isActive)) {
      const isGone = (isAway(known, one.warehouse) || one.withdrawFor === "lost") && !one.isLetGo;
      const wasTold = one.state === "instructed" && one.hasProgram;
      if (!wasTold || isGone)
        await changeFulfilment(ctx, one, "abandon", {
          endedFor: "called-off",
          ...(wasTold ? { fence: one.fence + 1, owesWord: true } : {}),
        });
      else if (one.withdrawFor === null || one.withdrawFor === "steered")
        await noteFulfilment(ctx, one, { fence: one.fence + 1, withdrawFor: "called-off", wanted: null, isAsked: true });
    }
  });
}

/**
 * Ends what warehouses that are away were told, or were to be told, and what one has lost with its database, where they were not let go of it: nothing is
 * loaded without a `go`, and they are told of it when they are back. The goods are then planned anew.
 */
export async function endGone(app: App, warehouses: Warehouses, id: string): Promise<void> {
  const partsThatEnd = async (ctx: Pick<Ctx, "tx">): Promise<FulfilmentRow[]> => {
    const [known, parts] = [await warehouses.list(ctx), await fulfilmentsOf(ctx, id)];
    return parts.filter(
      ({ state, isLetGo, hasProgram, withdrawFor, warehouse }) =>
        ["open", "instructed"].includes(state) && !isLetGo && hasProgram && (withdrawFor === "lost" || isAway(known, warehouse)),
    );
  };
  if ((await partsThatEnd(reading(app))).length === 0) return;
  await inTransaction(app, async (ctx) => {
    const order = await findOrder(ctx, id, { isLocked: true });
    if (order === undefined || nextOrderState(order.state, "reroute") === undefined) return;
    const known = await warehouses.list(ctx);
    for (const one of await partsThatEnd(ctx)) {
      await changeFulfilment(ctx, one, "abandon", {
        endedFor: isAway(known, one.warehouse) ? "gone-away" : "lost",
        fence: one.fence + 1,
        owesWord: one.state === "instructed",
      });
      // Nobody is to pack it, also not elsewhere.
      const { warehouse, hasProgram, goods, wanted } = one;
      if (wanted?.verb === "hold")
        await insertFulfilment(ctx, { order: id, warehouse, hasProgram, goods, heldFor: wanted.reason }, ["hold"]);
    }
  });
}
