import { subscriptionState, type SubscriptionState } from "@waybill/protocol/schemas/api/subscriptions";
import type { App } from "../../../platform/app.ts";
import { selectRows } from "../../../platform/context.ts";
import { registerGauges, type Family } from "../../../platform/gauges.ts";

interface Snapshot {
  states: ReadonlyMap<SubscriptionState, number>;
  lagSeconds: number;
  pending: number;
  mostTries: number;
  dead: number;
}

function alone(name: string, help: string, value: (snapshot: Snapshot) => number): Family<Snapshot> {
  return { name, help, labels: [], series: (snapshot) => [[{}, value(snapshot)]] };
}

export const SUBSCRIPTION_FAMILIES: readonly Family<Snapshot>[] = [
  {
    name: "waybill_subscriptions",
    help: "Subscriptions in each state.",
    labels: ["state"],
    series: ({ states }) => subscriptionState.options.map((state) => [{ state }, states.get(state) ?? 0]),
  },
  alone(
    "waybill_subscription_lag_seconds",
    "Age of the oldest event that an active subscriber has not got, or of the oldest scheduled time that has passed.",
    ({ lagSeconds }) => lagSeconds,
  ),
  alone("waybill_deliveries_pending", "Documents on their way to subscribers.", ({ pending }) => pending),
  alone("waybill_delivery_tries", "Failed tries of the document on its way that has most of them.", ({ mostTries }) => mostTries),
  alone("waybill_dead_letters", "Documents that were given up, ever.", ({ dead }) => dead),
];

/** Gauges of subscriptions. */
export function registerSubscriptionMetrics(app: App): void {
  registerGauges(app, SUBSCRIPTION_FAMILIES, () => readSnapshot(app));
}

async function readSnapshot({ db, clock }: App): Promise<Snapshot> {
  const ctx = { tx: db.dataSource.manager };
  const states = await selectRows<{ state: SubscriptionState; count: string }>(
    ctx,
    "SELECT state, count(*) AS count FROM subscriptions GROUP BY state",
  );
  const [lag] = await selectRows<{ oldest: Date | null }>(
    ctx,
    `SELECT least(
       (SELECT captured_at FROM statements WHERE sequence >
         (SELECT min(mark) FROM subscriptions WHERE state = 'active' AND schedule IS NULL) ORDER BY sequence LIMIT 1),
       (SELECT min(due_at) FROM subscriptions WHERE state = 'active' AND schedule IS NOT NULL)) AS oldest`,
  );
  const [deliveries] = await selectRows<{ pending: string; most: number | null; dead: string }>(
    ctx,
    `SELECT count(*) FILTER (WHERE state = 'pending') AS pending, max(tries) FILTER (WHERE state = 'pending') AS most,
       count(*) FILTER (WHERE state = 'dead') AS dead FROM deliveries`,
  );
  return {
    states: new Map(states.map(({ state, count }) => [state, Number(count)])),
    lagSeconds: lag?.oldest ? Math.max(0, (clock.now().getTime() - lag.oldest.getTime()) / 1_000) : 0,
    pending: Number(deliveries?.pending ?? 0),
    mostTries: deliveries?.most ?? 0,
    dead: Number(deliveries?.dead ?? 0),
  };
}
