import { formatGrams } from "@waybill/protocol/measures/grams";
import type { Outcome } from "./compare.ts";
import { T } from "../../../lib/i18n/text.tsx";
import { Callout } from "../../../ui/Callout.tsx";
import { Rule } from "../parts/Rule.tsx";

/** The saving in grams, or how much more it would have been, or why there is no such way. */
export function WhatIfOutcome({ outcome }: { outcome: Outcome }) {
  if (outcome.problems !== undefined) {
    return (
      <Callout className="mt-6" tone="unknown" live title={<T id="footprint.what-if.impossible" />}>
        <ul className="space-y-1">
          {outcome.problems.map((problem) => (
            <li key={problem} className="break-words">
              {problem}
            </li>
          ))}
        </ul>
      </Callout>
    );
  }
  const { baselineGrams, actualGrams, savedGrams } = outcome.saving;
  const more = actualGrams - baselineGrams;
  const title =
    savedGrams > 0n ? (
      <T id="footprint.what-if.saved" values={{ grams: formatGrams(savedGrams) }} />
    ) : (
      <T id="footprint.what-if.more" values={{ grams: formatGrams(more > 0n ? more : 0n) }} />
    );
  return (
    <Callout className="mt-6" tone="neutral" live title={title}>
      <p className="tabular-nums">
        <T id="footprint.what-if.both" values={{ baseline: formatGrams(baselineGrams), alternative: formatGrams(actualGrams) }} />
      </p>
      <p className="text-muted">
        <Rule element={outcome.element} />
      </p>
    </Callout>
  );
}
