import type { PlatformApp } from "../../platform/app.ts";
import { registerGauges, type Family } from "../../platform/gauges.ts";
import type { Readiness } from "../../platform/module.ts";
import { lastCheck } from "./recompute.ts";

/** Lots at a warehouse whose balance is not what their moves add up to; without a series before the first look. */
export const STOCK_FAMILY: Family<Awaited<ReturnType<typeof lastCheck>>> = {
  name: "waybill_stock_drift",
  help: "Balances of stock that are not what the moves add up to, as of the last look.",
  labels: [],
  series: (check) => (check ? [[{}, check.drifted]] : []),
};

export function registerStockMetrics(app: Pick<PlatformApp, "db" | "metrics">): void {
  registerGauges(app, [STOCK_FAMILY], () => lastCheck({ tx: app.db.dataSource.manager }));
}

/** Whether the ledger and its balances agree, as of the last look. Which do not is for the log. */
export function stockReadiness({ db }: Pick<PlatformApp, "db">): Record<"stock", () => Promise<Readiness>> {
  return {
    async stock() {
      try {
        const check = await lastCheck({ tx: db.dataSource.manager });
        if (!check || check.drifted === 0) return { state: "ok" };
        return { state: "degraded", reason: "Balances of stock are not what its moves add up to; the log says which." };
      } catch {
        return { state: "degraded", reason: "The last look at the stock cannot be read." };
      }
    },
  };
}
