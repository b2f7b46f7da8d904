import type { TraceView } from "@waybill/protocol/schemas/api/trace";
import { T } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Callout } from "../../../ui/Callout.tsx";
import { MAX_LEVELS, USUAL_LEVELS, type TraceFilters } from "../model/filters.ts";

interface StoppedProps {
  traces: readonly TraceView[];
  filters: TraceFilters;
  onChange: (filters: Partial<TraceFilters>) => void;
}

/** Says that the trace goes on beyond what is shown, why it was stopped, and leads one level farther where that helps. */
export function Stopped({ traces, filters: { levels = USUAL_LEVELS }, onChange }: StoppedProps) {
  const reasons = [...new Set(traces.flatMap(({ stoppedBy }) => stoppedBy ?? []))];
  return reasons.map((reason) => (
    <Callout key={reason} className="mt-6" tone={reason === "levels" ? "neutral" : "unknown"} title={<T id={`trace.stopped.${reason}`} />}>
      {reason === "levels" && levels < MAX_LEVELS && (
        <Button size="small" onClick={() => onChange({ levels: levels + 1 })}>
          <T id="trace.one-more" />
        </Button>
      )}
    </Callout>
  ));
}
