import { useIntl } from "react-intl";
import { useText } from "../../../lib/i18n/text.tsx";
import { offsetMinutes } from "../../../lib/local-time.ts";
import { inUnit, type Unit } from "./scale.ts";

/** Degrees Celsius as text in the unit that the reader chose, rounded to a tenth. */
export function useDegrees(unit: Unit): (celsius: number) => string {
  const intl = useIntl();
  const t = useText();
  return (celsius) => `${intl.formatNumber(inUnit(celsius, unit), { maximumFractionDigits: 1 })} ${t(`uom.${unit}`)}`;
}

const PARTS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1_000],
] as const;

/** "1 hr 20 min": the two largest parts of a length of time. */
export function useDuration(): (milliseconds: number) => string {
  const intl = useIntl();
  return (milliseconds) => {
    const first = PARTS.findIndex(([, length]) => milliseconds >= length);
    if (first < 0) return intl.formatNumber(0, { style: "unit", unit: "second", unitDisplay: "short" });
    let rest = milliseconds;
    const shown = PARTS.slice(first, first + 2).flatMap(([unit, length]) => {
      const count = Math.floor(rest / length);
      rest -= count * length;
      return count === 0 ? [] : [intl.formatNumber(count, { style: "unit", unit, unitDisplay: "short" })];
    });
    return shown.join(" ");
  };
}

/** A moment on the clock of a place; the zone is named beside it. */
export function useMoment(): (milliseconds: number, offset: string) => string {
  const intl = useIntl();
  return (milliseconds, offset) =>
    intl.formatDate(milliseconds + offsetMinutes(offset) * 60_000, {
      month: "short",
      day: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
      timeZone: "UTC",
    });
}
