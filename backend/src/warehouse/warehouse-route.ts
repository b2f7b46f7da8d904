import type { KnownCaller } from "../platform/http/principal.ts";
import { routeOf, type Route } from "../platform/http/route.ts";
import type { WarehouseAct, WarehouseRole } from "./permissions.ts";

/** Who asks a warehouse: the shop, or somebody of the staff. */
export interface WarehouseCaller extends KnownCaller {
  role: Exclude<WarehouseRole, "anybody">;
  /** As the log has it: id of somebody of the staff, or `shop`. */
  by: string;
  /** As its own screen calls it. */
  name: string;
  /** Id of the device that it works at; null for the shop, and where devices need not be known. */
  device: string | null;
}

export type WarehouseRoute = Route<WarehouseAct, WarehouseCaller>;

/** An endpoint of the warehouse program. */
export const warehouseRoute = routeOf<WarehouseAct, WarehouseCaller>();
