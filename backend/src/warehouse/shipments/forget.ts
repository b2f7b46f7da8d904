import type { ForgetAnswer } from "@waybill/protocol/schemas/warehouse/instructions";
import { selectRows } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { inWarehouse } from "../in-warehouse.ts";
import { note } from "../log.ts";
import { WAREHOUSE_PROBLEMS } from "../warehouse.problems.ts";
import type { Warehouse } from "../warehouse.ts";
import { HOLDING } from "./shipments.domain.ts";
import { lockShipment } from "./shipments.store.ts";
import { destroySpentKeys } from "./spent-keys.ts";

/**
 * Forgets where a shipment went, and answers once its key is destroyed. What was never heard of, or is forgotten already, is answered the same.
 *
 * @throws {ProblemError} `warehouse.under-way`
 */
export async function forget(app: Warehouse, id: string, traceId: string): Promise<ForgetAnswer> {
  await inWarehouse(
    app,
    "forget",
    async (ctx) => {
      const shipment = await lockShipment(ctx, id);
      if (shipment === undefined) return;
      if (HOLDING.includes(shipment.state)) throw new ProblemError(WAREHOUSE_PROBLEMS.underWay, { detail: `It is ${shipment.state}.` });
      const forgotten = await selectRows(
        ctx,
        `UPDATE shipments SET delivery_sealed = NULL, delivery_key = NULL, country = NULL WHERE id = $1 AND delivery_key IS NOT NULL RETURNING 1`,
        [id],
      );
      if (forgotten.length > 0) await note(ctx, { shipment: id, by: "shop", what: "forgotten" });
    },
    { traceId },
  );
  await destroySpentKeys(app);
  return { answer: "forgotten" };
}
