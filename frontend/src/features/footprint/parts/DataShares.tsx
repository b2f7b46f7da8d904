import type { Footprint } from "@waybill/protocol/footprint/footprint";
import { formatGrams } from "@waybill/protocol/measures/grams";
import { useIntl } from "react-intl";
import { T } from "../../../lib/i18n/text.tsx";
import { percentsOf } from "../../../lib/percent.ts";
import { Bar, type Fill, Fills } from "./Bar.tsx";

export const DATA: readonly Fill[] = ["primary", "modelled", "default"];

/** How many of the grams follow from measured energy, from a model of the vehicle, and from averages. */
export function DataShares({ quality }: { quality: Footprint["quality"] }) {
  const intl = useIntl();
  const percents = percentsOf(DATA.map((data) => BigInt(quality[data])));
  return (
    <Fills>
      <ul className="space-y-1.5">
        {DATA.map((data, index) => {
          const percent = percents[index] ?? 0;
          return (
            <li key={data} className="grid items-center gap-x-4 sm:grid-cols-[1fr_12rem]">
              <span className="tabular-nums">
                <T
                  id={`footprint.data.${data}.share`}
                  values={{ percent: intl.formatNumber(percent), grams: formatGrams(BigInt(quality[data])) }}
                />
              </span>
              <Bar percent={percent} fill={data} />
            </li>
          );
        })}
      </ul>
    </Fills>
  );
}
