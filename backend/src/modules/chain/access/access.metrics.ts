import type { App } from "../../../platform/app.ts";
import { registerGauges, type Family } from "../../../platform/gauges.ts";
import { countUnnoted } from "./chain-acts.store.ts";
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

/** What was done on chain past this installation, until an admin has looked into it. */
export const ACTS_FAMILY: Family<number> = {
  name: "waybill_acts_without_note",
  help: "Transactions that changed who may do what on chain, or who is registered, without a note of an admin, and that nobody has acknowledged.",
  labels: [],
  series: (count) => [[{}, count]],
};

export function registerAccessMetrics(app: App): void {
  registerGauges(app, [ACTS_FAMILY], () => countUnnoted({ tx: app.db.dataSource.manager }));
  registerGauges(app, [ACCESS_FAMILY], () => lastAccessCheck({ tx: app.db.dataSource.manager }));
}
