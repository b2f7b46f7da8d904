import { T, useText } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Field, Input } from "../../../ui/Field.tsx";
import { Select } from "../../../ui/Select.tsx";
import {
  DIRECTIONS,
  KINDS,
  MAX_LEVELS,
  PROOFS,
  USUAL_LEVELS,
  type Direction,
  type LinkKind,
  type Proof,
  type TraceFilters,
} from "../model/filters.ts";
import { TimeRange } from "./TimeRange.tsx";

const LEVELS = [1, 2, 3, USUAL_LEVELS, 5, 6, 8, 12, 16, 24, MAX_LEVELS];

interface TraceControlsProps {
  filters: TraceFilters;
  times: { first: number; last: number } | null;
  onChange: (filters: Partial<TraceFilters>) => void;
}

/** How far the trace goes, and which of its links are shown. */
export function TraceControls({ filters, times, onChange }: TraceControlsProps) {
  const t = useText();
  const levels = filters.levels ?? USUAL_LEVELS;
  const isFiltered = [filters.kind, filters.proof, filters.from, filters.to].some((one) => one !== undefined);
  return (
    <div role="group" aria-label={t("trace.filters")} className="no-print grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
      <Field label={<T id="trace.direction" />}>
        <Select<Direction>
          options={DIRECTIONS.map((value) => ({ value, label: <T id={`trace.direction.${value}`} /> }))}
          value={filters.direction ?? "both"}
          onValueChange={(direction) => onChange({ direction: direction === "both" ? undefined : direction })}
        />
      </Field>
      <Field label={<T id="trace.levels" />}>
        <Select
          options={[...new Set([...LEVELS, levels])].sort((a, b) => a - b).map((value) => ({ value: String(value), label: String(value) }))}
          value={String(levels)}
          onValueChange={(value) => onChange({ levels: Number(value) })}
        />
      </Field>
      <Field label={<T id="trace.kind" />}>
        <Select<LinkKind | "any">
          options={(["any", ...KINDS] as const).map((value) => ({ value, label: <T id={`trace.kind.${value}`} /> }))}
          value={filters.kind ?? "any"}
          onValueChange={(kind) => onChange({ kind: kind === "any" ? undefined : kind })}
        />
      </Field>
      <Field label={<T id="trace.proof" />}>
        <Select<Proof | "any">
          options={(["any", ...PROOFS] as const).map((value) => ({ value, label: <T id={`trace.proof.${value}`} /> }))}
          value={filters.proof ?? "any"}
          onValueChange={(proof) => onChange({ proof: proof === "any" ? undefined : proof })}
        />
      </Field>
      {(["from", "to"] as const).map((end) => (
        <div key={end} className="flex flex-col gap-2 sm:col-span-1 lg:col-span-2">
          <Field label={<T id={`trace.${end}`} />}>
            <Input
              type="datetime-local"
              value={filters[end] ?? ""}
              onValueChange={(value) => onChange({ [end]: value === "" ? undefined : value.slice(0, 16) })}
            />
          </Field>
          {times !== null && times.last > times.first && (
            <TimeRange end={end} {...times} value={filters[end]} onChange={(value) => onChange({ [end]: value })} />
          )}
        </div>
      ))}
      {isFiltered && (
        <div>
          <Button size="small" onClick={() => onChange({ kind: undefined, proof: undefined, from: undefined, to: undefined })}>
            <T id="trace.clear" />
          </Button>
        </div>
      )}
    </div>
  );
}
