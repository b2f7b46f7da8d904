import { useIntl } from "react-intl";

const STEPS = [
  { unit: "day", seconds: 86_400 },
  { unit: "hour", seconds: 3_600 },
  { unit: "minute", seconds: 60 },
  { unit: "second", seconds: 1 },
] as const;

/** A length of time in the unit that reads well, with all seconds on hover. */
export function Duration({ seconds }: { seconds: number }) {
  const intl = useIntl();
  const step = STEPS.find((one) => seconds >= one.seconds * 1.5) ?? STEPS[3];
  const inUnit = (value: number, unit: string) =>
    intl.formatNumber(value, { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: value < 10 ? 1 : 0 });
  return (
    <span title={inUnit(seconds, "second")} className="whitespace-nowrap tabular-nums">
      {inUnit(seconds / step.seconds, step.unit)}
    </span>
  );
}
