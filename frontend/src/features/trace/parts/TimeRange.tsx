import { useText } from "../../../lib/i18n/text.tsx";
import { minuteText, timeOf } from "../model/filters.ts";

const STEPS = 200;
const MINUTE = 60_000;

interface TimeRangeProps {
  end: "from" | "to";
  first: number;
  last: number;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** One end of a time span as a slider between the first and the last time of the trace; at its own end it filters nothing. */
export function TimeRange({ end, first, last, value, onChange }: TimeRangeProps) {
  const t = useText();
  const usual = end === "from" ? 0 : STEPS;
  const step = value === undefined ? usual : Math.round(((timeOf(value) - first) / (last - first)) * STEPS);
  return (
    <input
      type="range"
      className="min-h-6 w-full accent-accent"
      aria-label={t(`trace.${end}.slider`)}
      aria-valuetext={value === undefined ? t("trace.any-time") : value.replace("T", " ")}
      min={0}
      max={STEPS}
      value={Math.min(STEPS, Math.max(0, step))}
      onChange={({ target }) => {
        const chosen = Number(target.value);
        const time = first + ((last - first) * chosen) / STEPS;
        // The field knows minutes: the last one is taken in whole.
        onChange(chosen === usual ? undefined : minuteText(end === "to" ? time + MINUTE - 1 : time));
      }}
    />
  );
}
