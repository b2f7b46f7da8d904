import type { JourneyVerdict } from "@waybill/protocol/verify/verdict";
import { T } from "../../lib/i18n/text.tsx";
import { Callout } from "../../ui/Callout.tsx";

/** The overall verdict in words and shape. */
export function VerdictCallout({ verdict }: { verdict: JourneyVerdict }) {
  const { outcome } = verdict;
  return (
    <div data-overall={outcome}>
      <Callout tone={outcome === "verified" ? "passed" : outcome} live title={<T id={`check.verdict.${outcome}`} />}>
        <p>
          <T id={`check.verdict.${outcome}.detail`} />
        </p>
      </Callout>
    </div>
  );
}
