import { hex32, subject, type Hex32 } from "@waybill/protocol/schemas/primitives";
import { z } from "zod";
import { inTransaction, selectRows, type Ctx } from "../../../platform/context.ts";
import { addJob, type JobHandler } from "../../../platform/jobs.ts";
import type { UnitToList } from "./batch.domain.ts";
import { makeBatch, type Batching } from "./batcher.ts";

export const LIST_UNITS_TASK = "chain:list-units";

const units = z.array(z.object({ subject, unit: hex32 }));

/** Enqueues the listing of a unit. Units of one transaction are listed by one job, and so with one anchor. */
export async function listUnit(ctx: Pick<Ctx, "tx">, unit: UnitToList): Promise<void> {
  const [row] = await selectRows<{ id: string }>(ctx, "SELECT pg_current_xact_id()::text AS id");
  await addJob(ctx, LIST_UNITS_TASK, [unit], { jobKey: `${LIST_UNITS_TASK}:${row?.id}` });
}

/** Makes a batch that lists the units, and takes what waits with it. */
export function listUnits(batching: Batching): JobHandler {
  return async (app, payload) => {
    const listed = units.parse(payload).map((one) => ({ ...one, unit: one.unit as Hex32 }));
    await inTransaction(app, (ctx) => makeBatch(ctx, batching, listed));
  };
}
