import { orderRouting, type OrderRouting } from "@waybill/protocol/schemas/api/orders";
import { useQuery } from "@tanstack/react-query";
import { LoadFailure } from "../../../entities/LoadFailure.tsx";
import type { TrackedOrder } from "../../../entities/orders/tracked-order.ts";
import { keys } from "../../../lib/api/query-keys.ts";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { getOwn } from "../../../lib/session/session.ts";
import { Disclosure } from "../../../ui/Disclosure.tsx";
import { Skeleton } from "../../../ui/Progress.tsx";
import { DecisionCard } from "./DecisionCard.tsx";

export type Decision = OrderRouting["decisions"][number];

/** Why which warehouse ships what: the last decision, and those before it folded away. */
export function Routing({ order: { id, version, total } }: { order: TrackedOrder }) {
  const t = useText();
  const { data, error, isError, refetch } = useQuery({
    // Each step of the order may have brought another decision.
    queryKey: [...keys.routing(id), version],
    queryFn: ({ signal }) => getOwn(`/api/orders/${encodeURIComponent(id)}/routing`, orderRouting, signal),
    placeholderData: (before) => before,
  });
  if (data === undefined)
    return isError ? <LoadFailure error={error} onRetry={() => void refetch()} /> : <Skeleton lines={4} label={t("app.loading")} />;
  const [last, ...before] = data.decisions;
  if (last === undefined)
    return (
      <p className="text-muted">
        <T id="warehouses.routing.none" />
      </p>
    );
  return (
    <div className="space-y-4">
      <DecisionCard decision={last} currency={total.currency} />
      {before.length > 0 && (
        <Disclosure summary={<T id="warehouses.routing.before" values={{ count: before.length }} />}>
          <div className="space-y-4">
            {before.map((decision) => (
              <DecisionCard key={decision.number} decision={decision} currency={total.currency} />
            ))}
          </div>
        </Disclosure>
      )}
    </div>
  );
}
