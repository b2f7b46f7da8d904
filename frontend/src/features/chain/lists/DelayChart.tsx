import type { AnchorCost } from "@waybill/protocol/schemas/api/chain-status";
import { T } from "../../../lib/i18n/text.tsx";
import { delaysOf } from "../model/delays.ts";
import { Duration } from "../parts/Duration.tsx";

const SHOWN = 40;
/** A chart of one or two bars says less than the table. */
const LEAST = 3;

/** How long statements waited for their block, oldest anchor to the left. The table below has the same numbers. */
export function DelayChart({ anchors }: { anchors: readonly AnchorCost[] }) {
  const bars = anchors
    .flatMap((anchor) => {
      const { toBlockSeconds } = delaysOf(anchor);
      return toBlockSeconds === null ? [] : [{ index: anchor.index, seconds: toBlockSeconds }];
    })
    .slice(0, SHOWN)
    .reverse();
  if (bars.length < LEAST) return null;
  const longest = Math.max(1, ...bars.map(({ seconds }) => seconds));
  return (
    <figure className="mb-6">
      <figcaption className="mb-2 text-sm text-muted">
        <T id="chain.costs.chart" values={{ count: bars.length, longest: <Duration seconds={longest} /> }} />
      </figcaption>
      <div aria-hidden className="flex h-24 items-end gap-0.5 border-b border-line-strong sm:gap-1">
        {bars.map(({ index, seconds }) => (
          <div
            key={index}
            title={`${index}: ${seconds.toFixed(1)} s`}
            className="min-w-0.5 max-w-6 flex-1 rounded-t-sm bg-accent"
            style={{ height: `${Math.max(2, (100 * seconds) / longest)}%` }}
          />
        ))}
      </div>
    </figure>
  );
}
