import type { ReactNode } from "react";
import { OrderState } from "../../entities/orders/OrderState.tsx";
import type { ListedOrder } from "../../entities/orders/tracked-order.ts";
import { Price } from "../../entities/shop/Price.tsx";
import { T } from "../../lib/i18n/text.tsx";
import { OrderLink } from "./OrderLink.tsx";

/** Which orders an act strikes, and how much of goods and money that is. */
export function OrdersReach({ orders, children }: { orders: readonly ListedOrder[]; children: ReactNode }) {
  const sums = new Map<string, number>();
  for (const { total } of orders) sums.set(total.currency, total.minor + (sums.get(total.currency) ?? 0));
  return (
    <div className="space-y-3">
      <p>{children}</p>
      <p>
        <T id="store.orders.reach" values={{ count: orders.length, pieces: orders.reduce((sum, { pieces }) => sum + pieces, 0) }} />{" "}
        {[...sums].map(([currency, minor]) => (
          <Price key={currency} money={{ currency, minor }} className="mr-2 font-semibold tabular-nums" />
        ))}
      </p>
      <ul className="max-h-60 space-y-1 overflow-y-auto" tabIndex={0}>
        {orders.map(({ id, state }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-3">
            <OrderLink id={id} /> <OrderState state={state} />
          </li>
        ))}
      </ul>
    </div>
  );
}
