import { ProblemError } from "../platform/errors.ts";
import { noteRefusal } from "./log.ts";
import type { WarehouseAct } from "./permissions.ts";
import type { Warehouse } from "./warehouse.ts";
import type { WarehouseCaller } from "./warehouse-route.ts";

/** Does something about people or devices. The log says so where it is refused, too; what is done notes itself. */
export async function administer<Result>(
  app: Warehouse,
  { act, principal }: { act: WarehouseAct; principal: WarehouseCaller | null },
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProblemError) await noteRefusal(app, { by: principal?.by ?? "nobody", act, code: error.problem.code });
    throw error;
  }
}
