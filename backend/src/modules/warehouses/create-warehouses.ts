import type { App } from "../../platform/app.ts";
import { reading } from "../../platform/context.ts";
import type { Module } from "../../platform/module.ts";
import { warehousesAdminRoutes } from "./admin.routes.ts";
import { startWatch } from "./health/watch.ts";
import { createWarehouseTail, warehouseEventsRoutes } from "./events/warehouse-events.routes.ts";
import { createLines } from "./line/lines.ts";
import type { WarehouseLine } from "./line/warehouse-line.ts";
import { WarehouseUnreachable } from "./line/warehouse-unreachable.ts";
import { createCopyTrees } from "./reconcile/copy-trees.ts";
import { WAREHOUSES_PROBLEMS } from "./warehouses.errors.ts";
import { registerWarehouseMetrics } from "./warehouses.metrics.ts";
import type { ShipmentListener, Warehouses } from "./warehouses.ports.ts";
import { warehousesRoutes } from "./warehouses.routes.ts";
import { getWarehouse, listWarehouses } from "./warehouses.store.ts";

export interface WarehousesModule extends Module {
  /** As orders need them. */
  port: Warehouses;
}

/** The shop's side of the line to its warehouses: who they are, how they are, what they tell, and what they have. */
export function createWarehouses({ app, listener }: { app: App; listener: ShipmentListener }): WarehousesModule {
  registerWarehouseMetrics(app);
  const lines = createLines(app);
  const tail = createWarehouseTail(app);
  const parts = { lines, listener, copies: createCopyTrees() };
  const lineTo = async (id: string): Promise<WarehouseLine> => {
    const warehouse = await getWarehouse(reading(app), id);
    // It would say of everything that it never heard of it, and that would be believed.
    if (warehouse.otherInstance !== null) throw new WarehouseUnreachable(`${id} has another database, which nobody has accepted`);
    return lines.to(warehouse);
  };
  return {
    name: "warehouses",
    problems: WAREHOUSES_PROBLEMS,
    // News before one warehouse, whose id it would be.
    routes: [...warehouseEventsRoutes(app, tail), ...warehousesRoutes({ app, listener }), ...warehousesAdminRoutes({ app, ...parts })],
    services: { worker: async () => startWatch(app, parts), api: () => tail.start() },
    port: {
      list: async (ctx) =>
        (await listWarehouses(ctx)).map(({ id, country, latitude, longitude, terms, isPaused, removedAt, status, otherInstance }) => ({
          ...{ id, country, latitude, longitude, terms, isPaused, removedAt },
          isAway: status === "OFFLINE" || otherInstance !== null || removedAt !== null,
        })),
      instruct: async (warehouse, instruction) => (await lineTo(warehouse)).instruct(instruction),
      withdraw: async (warehouse, shipment) => (await lineTo(warehouse)).withdraw(shipment),
      forget: async (warehouse, shipment) => (await lineTo(warehouse)).forget(shipment),
    },
  };
}
