import { selectRows, type Ctx } from "../../../platform/context.ts";
import { addJob } from "../../../platform/jobs.ts";

/** Task that says to one warehouse that where a parcel went is to be forgotten. */
export const FORGET_TASK = "orders:forget";
/** Repeated with pauses that grow to six hours: for most of a year, until the warehouse answers. */
const MAX_ATTEMPTS = 1_000;

/** Has every warehouse told that ever heard where a person's orders go, once the erasure is stored. */
export async function forgetAtWarehouses(ctx: Pick<Ctx, "tx">, person: string): Promise<void> {
  const told = await selectRows<{ shipment: string; warehouse: string }>(
    ctx,
    `SELECT f.id AS shipment, f.warehouse FROM fulfilment_orders f JOIN orders o ON o.id = f.order_id
     WHERE o.person_id = $1 AND f.has_program AND f.fence > 0`,
    [person],
  );
  for (const { shipment, warehouse } of told)
    await addJob(ctx, FORGET_TASK, { shipment, warehouse }, { jobKey: `forget:${shipment}`, maxAttempts: MAX_ATTEMPTS });
}
