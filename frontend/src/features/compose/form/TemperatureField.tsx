import { T, useText, type MessageId } from "../../../lib/i18n/text.tsx";
import { Field, Input } from "../../../ui/Field.tsx";
import { Select } from "../../../ui/Select.tsx";
import type { Draft } from "../model/draft.ts";
import { TEMPERATURE_UNITS } from "../../../lib/units-of-measure.ts";

interface TemperatureFieldProps {
  value: Draft["temperature"];
  required: boolean;
  problem: MessageId | null;
  onChange: (value: Draft["temperature"]) => void;
}

/** One reading of a thermometer. */
export function TemperatureField({ value, required, problem, onChange }: TemperatureFieldProps) {
  const text = useText();
  return (
    <Field
      label={<T id="compose.temperature" />}
      optional={required ? undefined : <T id="compose.optional" />}
      error={problem === null ? null : text(problem)}
    >
      <span className="flex gap-2">
        <span className="w-32">
          <Input
            inputMode="text"
            value={value.value}
            onChange={(event) => onChange({ ...value, value: event.currentTarget.value })}
            placeholder="4.0"
          />
        </span>
        <span className="w-24">
          <Select
            aria-label={text("compose.temperature.unit")}
            value={value.unit}
            onValueChange={(unit) => onChange({ ...value, unit })}
            options={TEMPERATURE_UNITS.map((unit) => ({ value: unit, label: unit === "CEL" ? "°C" : "°F" }))}
          />
        </span>
      </span>
    </Field>
  );
}
