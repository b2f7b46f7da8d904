import type { Doubt } from "@waybill/protocol/footprint/doubts";
import { formatGrams } from "@waybill/protocol/measures/grams";
import { useIntl } from "react-intl";
import { T } from "../../../lib/i18n/text.tsx";
import { StatusMark } from "../../../ui/StatusMark.tsx";

/** What may be a unit mixed up, at the figure that it would spoil. */
export function Doubts({ doubts }: { doubts: readonly Doubt[] }) {
  const intl = useIntl();
  const thousandths = (value: bigint) => intl.formatNumber(Number(value) / 1_000, { maximumFractionDigits: 3 });
  return doubts.map(({ kind, value, limit }) => {
    const text = kind === "vehicle" ? formatGrams : thousandths;
    return (
      <div key={kind} className="mt-1">
        <StatusMark tone="unknown" plain>
          <T id={`footprint.doubt.${kind}`} values={{ value: text(value), limit: text(limit) }} />
        </StatusMark>
      </div>
    );
  });
}
