import { T, useText, type MessageId } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Field, Input } from "../../../ui/Field.tsx";
import { Select } from "../../../ui/Select.tsx";
import { localTextOf, OFFSETS } from "../../../lib/local-time.ts";
import { zoneName } from "../../../lib/times.ts";

interface TimeFieldProps {
  localTime: string;
  offset: string;
  /** The browser's own zone. */
  ownOffset: string;
  problem: MessageId | null;
  onChange: (part: { localTime?: string; offset?: string }) => void;
}

/** When it happened, on the clock of the place. Blank means the moment of signing. */
export function TimeField({ localTime, offset, ownOffset, problem, onChange }: TimeFieldProps) {
  const text = useText();
  const zone = offset === "" ? ownOffset : offset;
  const zones = OFFSETS.includes(zone) ? OFFSETS : [zone, ...OFFSETS];
  if (localTime === "") {
    return (
      <div className="flex flex-wrap items-center gap-3">
        <p>
          <T id="compose.time.now" />
        </p>
        <Button size="small" onClick={() => onChange({ localTime: localTextOf(new Date(), zone).slice(0, 16), offset: zone })}>
          <T id="compose.time.other" />
        </Button>
      </div>
    );
  }
  return (
    <div className="space-y-2">
      <div className="grid gap-3 sm:grid-cols-[1fr_11rem]">
        <Field label={<T id="compose.time.local" />} error={problem === null ? null : text(problem)}>
          <Input
            type="datetime-local"
            step={1}
            value={localTime}
            onChange={(event) => onChange({ localTime: event.currentTarget.value })}
          />
        </Field>
        <Field label={<T id="compose.time.zone" />}>
          <Select
            value={zone}
            onValueChange={(next) => onChange({ offset: next })}
            options={zones.map((value) => ({ value, label: zoneName(value) }))}
          />
        </Field>
      </div>
      <Button size="small" onClick={() => onChange({ localTime: "", offset: "" })}>
        <T id="compose.time.reset" />
      </Button>
    </div>
  );
}
