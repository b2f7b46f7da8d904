import { Gauge } from "prom-client";
import type { SenderStatus } from "@waybill/protocol/schemas/api/chain";
import type { App } from "../../../platform/app.ts";
import { listSenders } from "./sender.views.ts";

/** Gauges of each sending account, read from the tables when they are scraped. */
export function registerRelayerMetrics(app: App): void {
  const ctx = { tx: app.db.dataSource.manager, clock: app.clock };
  const define = (name: string, help: string, valueOf: (sender: SenderStatus) => number | null): void => {
    new Gauge({
      name,
      help,
      labelNames: ["sender"],
      registers: [app.metrics.registry],
      // Each for itself: a gauge that another one sets while it is scraped shows what was true at the scrape before.
      async collect() {
        this.reset();
        for (const sender of await listSenders(ctx)) {
          const value = valueOf(sender);
          if (value !== null) this.set({ sender: sender.address }, value);
        }
      },
    });
  };
  define(
    "waybill_relayer_runway_hours",
    "Hours that a sender's balance lasts at the spend of the last day; absent while nothing is spent.",
    ({ runwayHours }) => runwayHours,
  );
  define("waybill_relayer_balance_ether", "Balance of each sender as last seen.", ({ balanceWei }) =>
    balanceWei === null ? null : Number(balanceWei) / 1e18,
  );
  define("waybill_relayer_blocked_seconds", "Since how long nothing of a sender goes out; 0 while it does.", ({ stuckSince }) =>
    stuckSince === null ? 0 : (app.clock.now().getTime() - Date.parse(stuckSince)) / 1_000,
  );
}
