import { granted, heldBy, post } from "../../modules/stock/stock.queries.ts";
import { ProblemError } from "../../platform/errors.ts";
import type { Doer } from "../floor/write.ts";
import type { Work } from "../in-warehouse.ts";
import { note } from "../log.ts";
import { proveShipment } from "../proofs/prepare.ts";
import { WAREHOUSE_PROBLEMS } from "../warehouse.problems.ts";
import type { Warehouse } from "../warehouse.ts";
import { reservationOf } from "./shipments.domain.ts";
import { lockShipment, setState } from "./shipments.store.ts";

export interface Shipping {
  id: string;
  carrier: string | null;
  tracking: string | null;
}

/**
 * Loads a shipment that the shop has let go: its goods leave the ledger, and the shop is told.
 *
 * @throws {ProblemError} `warehouse.unknown-shipment`, `not-yet`
 */
export async function ship(
  ctx: Work,
  app: Pick<Warehouse, "config">,
  { by, key }: Doer,
  { id, carrier, tracking }: Shipping,
): Promise<void> {
  const shipment = await lockShipment(ctx, id);
  if (shipment === undefined) throw new ProblemError(WAREHOUSE_PROBLEMS.unknownShipment);
  if (!(await setState(ctx, shipment, "loadable", "shipped")))
    throw new ProblemError(WAREHOUSE_PROBLEMS.notYet, { detail: `It is ${shipment.state}; only what the shop has let go may leave.` });
  const { fence } = shipment;
  const reservation = reservationOf(id, fence);
  const parts = (await heldBy(ctx, reservation)) ?? [];
  const [left] = await post(ctx, [{ kind: "ship", key: `${key}:ship`, reservation, parts, reference: id }]);
  granted(left);
  await ctx.tx.query("UPDATE shipments SET carrier = $2, tracking = $3 WHERE id = $1", [id, carrier, tracking]);
  ctx.tell({ kind: "shipped", shipment: id, fence, carrier, tracking });
  for (const { gtin, lot, expiry } of parts) ctx.tell({ kind: "stock", gtin, lot, expiry, cause: "shipped" });
  await proveShipment(ctx, app, { id, fence });
  await note(ctx, { shipment: id, by, what: "shipped", details: { fence, carrier, tracking } });
}
