import type { App } from "../../platform/app.ts";
import type { Module } from "../../platform/module.ts";
import { recomputeStock } from "./recompute.ts";
import { createReserveFront, type Reserve } from "./reserve-front.ts";
import { STOCK_PROBLEMS } from "./stock.errors.ts";
import { registerStockMetrics, stockReadiness } from "./stock.metrics.ts";
import { stockRoutes } from "./stock.routes.ts";

const RECOMPUTE_TASK = "stock:recompute";

export interface Stock extends Module {
  /** For whoever has no transaction of its own: decided together with whatever else arrives. */
  reserve: Reserve;
}

/** The ledger of stock: moves, balances, reservations. */
export function createStock({ app }: { app: App }): Stock {
  registerStockMetrics(app);
  return {
    name: "stock",
    reserve: createReserveFront(app),
    problems: STOCK_PROBLEMS,
    routes: stockRoutes({ app }),
    jobs: { [RECOMPUTE_TASK]: recomputeStock },
    crontab: [`*/15 * * * * ${RECOMPUTE_TASK}`],
    readiness: stockReadiness(app),
  };
}
