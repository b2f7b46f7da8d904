import { Gauge } from "prom-client";
import type { App } from "../../../platform/app.ts";
import { listSenders } from "./sender.views.ts";

/** Gauges of each sending account, read from the tables when they are scraped. */
export function registerRelayerMetrics(app: App): void {
  const options = { labelNames: ["sender"], registers: [app.metrics.registry] };
  const runway = new Gauge({
    name: "waybill_relayer_runway_hours",
    help: "Hours that a sender's balance lasts at the spend of the last day; absent while nothing is spent.",
    ...options,
  });
  const blocked = new Gauge({
    name: "waybill_relayer_blocked_seconds",
    help: "Since how long nothing of a sender goes out; 0 while it does.",
    ...options,
  });
  new Gauge({
    name: "waybill_relayer_balance_ether",
    help: "Balance of each sender as last seen.",
    ...options,
    async collect() {
      for (const gauge of [this, runway, blocked]) gauge.reset();
      for (const { address: sender, balanceWei, runwayHours, stuckSince } of await listSenders({
        tx: app.db.dataSource.manager,
        clock: app.clock,
      })) {
        if (balanceWei !== null) this.set({ sender }, Number(balanceWei) / 1e18);
        if (runwayHours !== null) runway.set({ sender }, runwayHours);
        blocked.set({ sender }, stuckSince === null ? 0 : (app.clock.now().getTime() - Date.parse(stuckSince)) / 1_000);
      }
    },
  });
}
