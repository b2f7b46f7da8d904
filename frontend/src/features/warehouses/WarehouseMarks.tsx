import type { WarehouseView } from "@waybill/protocol/schemas/api/warehouses";
import { T } from "../../lib/i18n/text.tsx";
import { StatusMark, type Tone } from "../../ui/StatusMark.tsx";

const STATUS: Readonly<Record<WarehouseView["status"], Tone>> = { HEALTHY: "passed", MISSED: "unknown", OFFLINE: "failed" };
const BREAKER: Readonly<Record<WarehouseView["breaker"], Tone>> = { closed: "passed", "half-open": "unknown", open: "failed" };

/** How it answers, and whether anything is sent there. */
export function WarehouseMarks({
  warehouse: { status, misses, isPaused, removedAt, unsoldSince },
}: {
  warehouse: Pick<WarehouseView, "status" | "misses" | "isPaused" | "removedAt" | "unsoldSince">;
}) {
  // How it answered last says nothing any more.
  if (removedAt !== null)
    return (
      <StatusMark tone="failed">
        <T id="warehouses.removed" />
      </StatusMark>
    );
  return (
    <span className="flex flex-wrap gap-2">
      <StatusMark tone={STATUS[status]}>
        <T id={`warehouses.status.${status}`} values={{ misses }} />
      </StatusMark>
      {isPaused && (
        <StatusMark tone="pending">
          <T id="warehouses.paused" />
        </StatusMark>
      )}
      {unsoldSince !== null && (
        <StatusMark tone="unknown">
          <T id="warehouses.unsold" />
        </StatusMark>
      )}
    </span>
  );
}

export function BreakerMark({ breaker }: Pick<WarehouseView, "breaker">) {
  return (
    <StatusMark plain tone={BREAKER[breaker]}>
      <T id={`warehouses.breaker.${breaker}`} />
    </StatusMark>
  );
}
