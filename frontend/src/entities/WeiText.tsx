import { useIntl } from "react-intl";
import { readableWei } from "../lib/wei.ts";

/** An amount of ether in the unit that reads well, with every wei on hover. */
export function WeiText({ wei }: { wei: string }) {
  const intl = useIntl();
  const { value, unit } = readableWei(wei);
  return (
    <span title={`${wei} wei`} className="whitespace-nowrap tabular-nums">
      {intl.formatNumber(value, { maximumSignificantDigits: 4 })} {unit}
    </span>
  );
}
