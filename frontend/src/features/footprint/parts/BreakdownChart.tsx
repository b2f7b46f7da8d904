import { formatGrams } from "@waybill/protocol/measures/grams";
import { useIntl } from "react-intl";
import { T } from "../../../lib/i18n/text.tsx";
import type { Input } from "../model/breakdown.ts";
import { Bar, Fills } from "./Bar.tsx";
import { ElementName } from "../../../entities/footprint/ElementName.tsx";
import { GoodsName } from "./GoodsName.tsx";

/** A bar for each leg and each stay, under the goods that were on the way; its pattern says how the number is known. */
export function BreakdownChart({ inputs }: { inputs: readonly Input[] }) {
  const intl = useIntl();
  const shareText = (grams: bigint, percent: number) => `${formatGrams(grams)} · ${intl.formatNumber(percent)} %`;
  return (
    <figure className="rounded-xl border border-line bg-surface p-4 sm:p-5">
      <Fills>
        <ul className="space-y-5">
          {inputs.map(({ goods, elements, grams, percent }) => (
            <li key={goods}>
              <p className="flex flex-wrap justify-between gap-x-4 font-semibold">
                <GoodsName subject={goods} />
                <span className="tabular-nums">{shareText(grams, percent)}</span>
              </p>
              <ul className="mt-2 space-y-3">
                {elements.map(({ element, percent: part }) => (
                  <li key={element.id} data-element={element.id}>
                    <p className="flex flex-wrap justify-between gap-x-4 text-sm">
                      <span>
                        <ElementName element={element} />
                      </span>
                      <span className="text-muted tabular-nums">
                        {shareText(BigInt(element.emissions.wtw), part)} · <T id={`footprint.data.${element.calculation.data}`} />
                      </span>
                    </p>
                    <Bar percent={part} fill={element.calculation.data} />
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      </Fills>
      <figcaption className="mt-4 text-sm text-muted">
        <T id="footprint.chart.legend" />
      </figcaption>
    </figure>
  );
}
