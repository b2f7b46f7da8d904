import type { RegistrationAnswer, WarehouseRegistration } from "@waybill/protocol/schemas/warehouse/registration";
import type { App } from "../../platform/app.ts";
import { record } from "../../platform/audit.ts";
import { inTransaction } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { checkDestination } from "../../platform/outbound/destination.ts";
import { noteOtherInstance, noteOwnInstance } from "./instances.ts";
import { WAREHOUSES_PROBLEMS } from "./warehouses.errors.ts";
import type { ShipmentListener } from "./warehouses.ports.ts";
import { getForProgram, insertWarehouse, noteChange, updateWarehouse } from "./warehouses.store.ts";

/**
 * Takes a warehouse in, or what it says of itself now. The same again changes nothing.
 *
 * @throws {ProblemError} `warehouses.forbidden-address`, `warehouses.removed`; `warehouses.other-instance`, which is noted
 */
export async function registerWarehouse(
  { app, listener }: { app: App; listener: ShipmentListener },
  registration: WarehouseRegistration,
  { traceId }: { traceId: string },
): Promise<{ isNew: boolean; answer: RegistrationAnswer }> {
  const { mode, warehouses } = app.config;
  const problem = checkDestination(registration.url, mode, warehouses.hosts);
  if (problem !== undefined) throw new ProblemError(WAREHOUSES_PROBLEMS.forbiddenAddress, { detail: `The address ${problem}.` });
  const { id, instance } = registration;
  const registered = await inTransaction(
    app,
    async (ctx) => {
      const isNew = await insertWarehouse(ctx, registration);
      const { taken, ...before } = await getForProgram(ctx, id, { isLocked: true });
      if (before.instance !== instance) {
        await noteOtherInstance(ctx, id, instance);
        return null;
      }
      await noteOwnInstance(ctx, listener, id);
      await updateWarehouse(ctx, registration);
      if (isNew) {
        await noteChange(ctx, id, "registered", `At ${registration.url}.`);
        record(ctx, { action: "warehouse.registered", by: "system", subject: id });
      }
      return { isNew, taken };
    },
    { traceId },
  );
  // Only now: that it has come is to be kept.
  if (registered === null) throw new ProblemError(WAREHOUSES_PROBLEMS.otherInstance);
  const { healthSeconds, reconcileSeconds } = warehouses;
  return { isNew: registered.isNew, answer: { healthSeconds, reconcileSeconds, taken: registered.taken } };
}
