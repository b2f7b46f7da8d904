import type { WarehouseStatus } from "@waybill/protocol/schemas/api/warehouses";
import type { App } from "../../platform/app.ts";
import { registerGauges, type Family } from "../../platform/gauges.ts";
import { selectRows } from "../../platform/context.ts";

interface Snapshot {
  /** How many there are of each status. */
  statuses: Readonly<Record<WarehouseStatus, number>>;
  /** Messages that were told of and are not taken. */
  lag: number;
  openConflicts: number;
  /** Since the last comparison of the one that has waited longest; null where there is none. */
  oldestSeconds: number | null;
}

/** Programs of warehouses; without series where there are none. */
export const WAREHOUSE_FAMILIES: readonly Family<Snapshot | null>[] = [
  {
    name: "waybill_warehouses",
    help: "Warehouses that were not removed, by how they answer.",
    labels: ["status"],
    series: (snapshot) => Object.entries(snapshot?.statuses ?? {}).map(([status, count]) => [{ status }, count] as const),
  },
  {
    name: "waybill_warehouse_message_lag",
    help: "Messages of warehouses that are known of and not taken.",
    labels: [],
    series: (snapshot) => (snapshot ? [[{}, snapshot.lag]] : []),
  },
  {
    name: "waybill_warehouse_conflicts",
    help: "Conflicts with warehouses that nobody has settled.",
    labels: [],
    series: (snapshot) => (snapshot ? [[{}, snapshot.openConflicts]] : []),
  },
  {
    name: "waybill_warehouse_compared_seconds",
    help: "Seconds since what a warehouse has on hand was last compared, of the one that has waited longest.",
    labels: [],
    series: (snapshot) => (snapshot?.oldestSeconds == null ? [] : [[{}, snapshot.oldestSeconds]]),
  },
];

export function registerWarehouseMetrics(app: App): void {
  registerGauges(app, WAREHOUSE_FAMILIES, async () => {
    const [row] = await selectRows<Record<"all" | "healthy" | "missed" | "offline" | "lag" | "conflicts", string> & { since: Date | null }>(
      { tx: app.db.dataSource.manager },
      `SELECT count(*) AS "all", count(*) FILTER (WHERE status = 'HEALTHY') AS healthy, count(*) FILTER (WHERE status = 'MISSED') AS missed,
         count(*) FILTER (WHERE status = 'OFFLINE') AS offline, coalesce(sum(told - taken), 0) AS lag,
         min(coalesce(compared_at, registered_at)) AS since,
         (SELECT count(*) FROM warehouse_conflicts WHERE ended_at IS NULL) AS conflicts FROM warehouses WHERE removed_at IS NULL`,
    );
    if (row === undefined || row.all === "0") return null;
    return {
      statuses: { HEALTHY: Number(row.healthy), MISSED: Number(row.missed), OFFLINE: Number(row.offline) },
      lag: Number(row.lag),
      openConflicts: Number(row.conflicts),
      oldestSeconds: row.since && Math.max(0, Math.round((app.clock.now().getTime() - row.since.getTime()) / 1_000)),
    };
  });
}
