import type { App } from "../../../platform/app.ts";
import { inTransaction } from "../../../platform/context.ts";
import { changeFulfilment, fulfilmentsOf, isActive } from "../fulfilment/fulfilment.store.ts";
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
      const isGone = isAway(known, one.warehouse) && !one.isLetGo;
      const wasTold = one.state === "instructed" && one.hasProgram;
      if (!wasTold || isGone)
        await changeFulfilment(ctx, one, {
          ...{ state: "cancelled", endedFor: "called-off", heldFor: null, isAsked: false, withdrawFor: null, lacks: null },
          ...(wasTold ? { fence: one.fence + 1, owesWord: true } : {}),
        });
      else if (one.withdrawFor === null)
        await changeFulfilment(ctx, one, { fence: one.fence + 1, withdrawFor: "called-off", isAsked: true });
    }
  });
}
