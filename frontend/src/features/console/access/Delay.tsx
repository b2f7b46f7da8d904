import { useIntl } from "react-intl";
import { T } from "../../../lib/i18n/text.tsx";

const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
] as const;

/** How long an act has to be announced before: in the largest unit that has it whole. */
export function Delay({ seconds }: { seconds: number }) {
  const intl = useIntl();
  if (seconds === 0) return <T id="console.access.at-once" />;
  const [unit, length] = UNITS.find(([, length]) => seconds % length === 0) ?? UNITS[3];
  return <>{intl.formatNumber(seconds / length, { style: "unit", unit, unitDisplay: "long" })}</>;
}
