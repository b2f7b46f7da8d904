import type { App } from "../../../platform/app.ts";
import { registerGauges, type Family } from "../../../platform/gauges.ts";
import { lastAccessCheck, type AccessCounts } from "./access-checks.store.ts";

/** Where the right to run the contracts and the one to run the installation differ; without a series before the first comparison. */
export const ACCESS_FAMILY: Family<AccessCounts | undefined> = {
  name: "waybill_access_drift",
  help:
    "Accounts that run the contracts and belong to no admin here (unknown), that issue or verify grams and are no registered organisation " +
    "(unregistered), and admins here who have no role on chain (powerless).",
  labels: ["kind"],
  series: (counts) => (counts ? (["unknown", "unregistered", "powerless"] as const).map((kind) => [{ kind }, counts[kind]] as const) : []),
};

export function registerAccessMetrics(app: App): void {
  registerGauges(app, [ACCESS_FAMILY], () => lastAccessCheck({ tx: app.db.dataSource.manager }));
}
