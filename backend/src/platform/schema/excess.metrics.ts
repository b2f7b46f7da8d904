import { databaseRightsView, type DatabaseRightsView } from "@waybill/protocol/schemas/api/settings";
import type { PlatformApp } from "../app.ts";
import { registerGauges, type Family } from "../gauges.ts";
import { excessOf, type KnowsOwner } from "./excess-rights.ts";

/** What the start says once, for whoever watches: rights are given while a process runs, too. */
export const EXCESS_FAMILY: Family<DatabaseRightsView["excess"]> = {
  name: "waybill_database_excess",
  help: "1 where the process that answers may more in its database than read and write rows.",
  labels: ["excess"],
  series: (excess) => databaseRightsView.shape.excess.unwrap().options.map((one) => [{ excess: one }, Number(one === excess)] as const),
};

export function registerExcess(app: PlatformApp & KnowsOwner): void {
  registerGauges(app, [EXCESS_FAMILY], () => excessOf(app.db.pool, app));
}
