import { selectRows } from "../platform/context.ts";
import { registerGauges, type Family } from "../platform/gauges.ts";
import { SHIPMENT_STATES } from "./shipments/shipments.domain.ts";
import { TASK_KINDS } from "./shipments/tasks.store.ts";
import type { Warehouse } from "./warehouse.ts";

type Counts = readonly (readonly [string, number])[];

interface Snapshot {
  /** Whether the shop knows this warehouse. */
  isRegistered: boolean;
  /** Messages that the shop has not taken, and seconds since the oldest of them was written. */
  waiting: number;
  ageSeconds: number;
  shipments: Counts;
  tasks: Counts;
  jobs: Counts;
  unproven: number;
}

const one = (read: (snapshot: Snapshot) => number): Family<Snapshot>["series"] => {
  return (snapshot) => [[{}, read(snapshot)]];
};
const each = (label: string, read: (snapshot: Snapshot) => Counts): Family<Snapshot>["series"] => {
  return (snapshot) => read(snapshot).map(([value, count]) => [{ [label]: value }, count] as const);
};

/** What the program of a warehouse waits for, and what waits for its staff. Refused requests are in `waybill_http_request_duration_seconds`, by status. */
export const FLOOR_FAMILIES: readonly Family<Snapshot>[] = [
  {
    name: "waybill_floor_registered",
    help: "1 where the shop knows this warehouse, as of the last time that it was told.",
    labels: [],
    series: one(({ isRegistered }) => Number(isRegistered)),
  },
  {
    name: "waybill_floor_messages_waiting",
    help: "Messages that the shop has not taken.",
    labels: [],
    series: one(({ waiting }) => waiting),
  },
  {
    name: "waybill_floor_message_age_seconds",
    help: "Seconds since the oldest message was written that the shop has not taken; 0 where none waits.",
    labels: [],
    series: one(({ ageSeconds }) => ageSeconds),
  },
  { name: "waybill_floor_shipments", help: "Shipments, by state.", labels: ["state"], series: each("state", ({ shipments }) => shipments) },
  {
    name: "waybill_floor_tasks",
    help: "Tasks that somebody has yet to do, by kind.",
    labels: ["kind"],
    series: each("kind", ({ tasks }) => tasks),
  },
  {
    name: "waybill_floor_jobs",
    help: "Jobs of the queue: `waiting` for their turn, `failing` and tried again, or `dead` after too many tries.",
    labels: ["state"],
    series: each("state", ({ jobs }) => jobs),
  },
  {
    name: "waybill_floor_unproven",
    help: "Events and parcels whose proof is not kept yet; 0 where nothing is signed.",
    labels: [],
    series: one(({ unproven }) => unproven),
  },
];

export function registerFloorMetrics(app: Warehouse, isRegistered: () => boolean): void {
  const ctx = { tx: app.db.dataSource.manager };
  /** Of each name in the list, and 0 of those that there are none of: a series that vanishes is no zero. */
  const countsOf = async (sql: string, names: readonly string[]): Promise<Counts> => {
    const rows = await selectRows<{ name: string; count: string }>(ctx, sql);
    const found = new Map(rows.map(({ name, count }) => [name, Number(count)]));
    return names.map((name) => [name, found.get(name) ?? 0] as const);
  };
  registerGauges(app, FLOOR_FAMILIES, async () => {
    const [row] = await selectRows<{ waiting: string; oldest: Date | null; unproven: string }>(
      ctx,
      `SELECT count(*) AS waiting, min(at) AS oldest, (SELECT count(*) FROM proofs WHERE state <> 'proven') AS unproven
       FROM messages WHERE sequence > (SELECT taken FROM warehouse_state)`,
    );
    return {
      isRegistered: isRegistered(),
      waiting: Number(row?.waiting ?? 0),
      ageSeconds: row?.oldest ? Math.max(0, Math.round((app.clock.now().getTime() - row.oldest.getTime()) / 1_000)) : 0,
      unproven: Number(row?.unproven ?? 0),
      shipments: await countsOf("SELECT state AS name, count(*) FROM shipments GROUP BY state", SHIPMENT_STATES),
      tasks: await countsOf("SELECT kind AS name, count(*) FROM tasks WHERE state IN ('open', 'taken') GROUP BY kind", TASK_KINDS),
      jobs: await countsOf(
        `SELECT CASE WHEN attempts >= max_attempts THEN 'dead' WHEN last_error IS NOT NULL THEN 'failing' ELSE 'waiting' END AS name, count(*)
         FROM graphile_worker.jobs GROUP BY 1`,
        ["waiting", "failing", "dead"],
      ),
    };
  });
}
