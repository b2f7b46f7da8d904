import { orderState, type OrderState } from "@waybill/protocol/orders/states";
import type { App } from "../../platform/app.ts";
import { selectRows } from "../../platform/context.ts";
import { registerGauges, type Family } from "../../platform/gauges.ts";

/** Where an order may rest for ever. */
const ENDS: readonly OrderState[] = ["closed", "cancelled"];
const UNDER_WAY = orderState.options.filter((state) => !ENDS.includes(state));

interface Snapshot {
  /** How many orders are there, and since how many seconds the one that has stood there for longest. */
  states: ReadonlyMap<OrderState, { count: number; stillSeconds: number }>;
  /** Since the oldest parcel, or return, whose money has not followed; 0 where there is none. */
  unpaidSeconds: number;
}

/** Orders that have not come to their end. A state in which there is none has the number 0 and no age. */
export const ORDER_FAMILIES: readonly Family<Snapshot>[] = [
  {
    name: "waybill_orders",
    help: "Orders that have not come to their end, by where they stand.",
    labels: ["state"],
    series: ({ states }) => UNDER_WAY.map((state) => [{ state }, states.get(state)?.count ?? 0] as const),
  },
  {
    name: "waybill_order_still_seconds",
    help: "Seconds since an order has moved, of the one that has stood there for longest.",
    labels: ["state"],
    series: ({ states }) => [...states].map(([state, { stillSeconds }]) => [{ state }, stillSeconds] as const),
  },
  {
    name: "waybill_order_unpaid_seconds",
    help: "Seconds since goods have left, or come back, whose money has not followed, of the oldest of them; 0 where all has.",
    labels: [],
    series: ({ unpaidSeconds }) => [[{}, unpaidSeconds]],
  },
];

export function registerOrderMetrics(app: App): void {
  registerGauges(app, ORDER_FAMILIES, async () => {
    const tx = app.db.dataSource.manager;
    const [states, unpaid] = await Promise.all([
      selectRows<{ state: OrderState; count: string; since: Date }>(
        { tx },
        `SELECT state, count(*) AS count, min(moved_at) AS since FROM orders WHERE state NOT IN ('closed', 'cancelled') GROUP BY state`,
      ),
      selectRows<{ since: Date | null }>(
        { tx },
        "SELECT min(at) AS since FROM order_goods_moved WHERE paid_minor <> goods_minor + shipping_minor - waived_minor",
      ),
    ]);
    const now = app.clock.now().getTime();
    const secondsSince = (at: Date): number => Math.max(0, Math.round((now - at.getTime()) / 1_000));
    const since = unpaid[0]?.since ?? null;
    return {
      states: new Map(states.map(({ state, count, since: at }) => [state, { count: Number(count), stillSeconds: secondsSince(at) }])),
      unpaidSeconds: since === null ? 0 : secondsSince(since),
    };
  });
}
