import { T } from "../../lib/i18n/text.tsx";
import { InstantText } from "../Times.tsx";
import { OrderState } from "./OrderState.tsx";
import type { TrackedOrder } from "./tracked-order.ts";

/** Where an order stands, when it was placed, and its name. */
export function OrderHead({ order: { id, state, placedAt } }: { order: TrackedOrder }) {
  return (
    <p className="mb-6 flex flex-wrap items-center gap-x-4 gap-y-2">
      <OrderState state={state} />
      <span className="text-muted">
        <T id="orders.placed-at" values={{ time: <InstantText time={placedAt} /> }} />
      </span>
      <span className="font-mono text-sm break-all text-muted">{id}</span>
    </p>
  );
}
