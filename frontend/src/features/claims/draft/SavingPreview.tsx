import { formatGrams } from "@waybill/protocol/measures/grams";
import { T, type MessageId } from "../../../lib/i18n/text.tsx";
import { Callout } from "../../../ui/Callout.tsx";
import type { Outcome } from "../model/claim-draft.ts";

/** Baseline, what happened and the difference, as the claim will have them; or why there is nothing to claim yet. */
export function SavingPreview({ outcome, problem }: { outcome: Outcome | undefined; problem: MessageId | undefined }) {
  const tone = problem === undefined ? "neutral" : "failed";
  if (outcome === undefined) return <Callout tone={tone} live title={<T id="claims.new.unread" />} />;
  if (outcome.problems !== undefined) {
    return (
      <Callout tone="unknown" live title={<T id="footprint.what-if.impossible" />}>
        <ul className="space-y-1">
          {outcome.problems.map((one, index) => (
            <li key={index} className="break-words">
              {one}
            </li>
          ))}
        </ul>
      </Callout>
    );
  }
  const { baselineGrams, actualGrams, savedGrams } = outcome.saving;
  if (savedGrams === 0n) {
    return (
      <Callout tone={tone} live title={<T id="claims.new.nothing" />}>
        <T id="claims.new.both" values={{ baseline: formatGrams(baselineGrams), actual: formatGrams(actualGrams) }} />
      </Callout>
    );
  }
  return (
    <div data-testid="saving">
      <Callout tone="neutral" live title={<T id="claims.new.saved" values={{ grams: formatGrams(savedGrams) }} />}>
        <p className="tabular-nums">
          <T id="claims.new.both" values={{ baseline: formatGrams(baselineGrams), actual: formatGrams(actualGrams) }} />
        </p>
        <p className="text-muted">
          <T
            id="claims.new.terms"
            values={{ year: outcome.year === undefined ? "?" : String(outcome.year), buffer: formatGrams(outcome.bufferGrams) }}
          />
        </p>
      </Callout>
    </div>
  );
}
