import { granted, heldBy, post } from "../../modules/stock/stock.queries.ts";
import type { Work } from "../in-warehouse.ts";
import { PACKING } from "../warehouse.ts";
import { HOLDING, reservationOf } from "./shipments.domain.ts";
import type { Shipment } from "./shipments.store.ts";
import { endPicking, insertTasks } from "./tasks.store.ts";

/** Gives back all that is held for a shipment as it was: what is on the shelf is free again, and what was picked is to be carried there. */
export async function letGo(ctx: Work, { id, fence, state }: Shipment): Promise<void> {
  if (!HOLDING.includes(state)) return;
  const reservation = reservationOf(id, fence);
  const picked = ((await heldBy(ctx, reservation)) ?? []).filter(({ warehouse }) => warehouse === PACKING);
  const [answer] = await post(ctx, [{ kind: "release", key: `${reservation}:let-go`, reservation }]);
  granted(answer);
  await endPicking(ctx, id);
  await insertTasks(
    ctx,
    picked.map(({ gtin, lot, expiry, quantity }) => ({ kind: "unpack", shipment: id, fence, gtin, lot, expiry, quantity, bin: PACKING })),
  );
}
