import type { App } from "../../../platform/app.ts";
import type { WarehouseRow } from "../warehouses.store.ts";
import { createGuard, type Guard } from "./guard.ts";
import { openLine, type WarehouseLine } from "./warehouse-line.ts";

/** A line to each warehouse, with what guards it as long as this process runs. */
export interface Lines {
  to(warehouse: Pick<WarehouseRow, "id" | "url">): WarehouseLine;
  guardOf(id: string): Guard;
}

export function createLines(app: App): Lines {
  const guards = new Map<string, Guard>();
  const guardOf = (id: string): Guard => {
    const guard = guards.get(id) ?? createGuard({ told: (breaker) => showBreaker(app, id, breaker) });
    guards.set(id, guard);
    return guard;
  };
  return { guardOf, to: (warehouse) => openLine(app, warehouse, guardOf(warehouse.id)) };
}

/** For those who look at the warehouse: nobody decides by it, so nobody waits for it. */
function showBreaker({ db, log }: App, id: string, breaker: Guard["breaker"]): void {
  log.warn({ warehouse: id, breaker }, "the breaker of a warehouse has changed");
  db.pool.query("UPDATE warehouses SET breaker = $2 WHERE id = $1", [id, breaker]).catch((error: unknown) => {
    log.warn({ err: error, warehouse: id }, "the breaker of a warehouse could not be shown");
  });
}
