import type { Outcome } from "@waybill/protocol/verify/verdict";
import { T } from "../../lib/i18n/text.tsx";
import { Callout } from "../../ui/Callout.tsx";

/** The overall verdict in words and shape. `ofParts`: of single fields, whose proof says less. */
export function VerdictCallout({ outcome, ofParts = false }: { outcome: Outcome; ofParts?: boolean }) {
  return (
    <div data-overall={outcome}>
      <Callout tone={outcome === "verified" ? "passed" : outcome} live title={<T id={`check.verdict.${outcome}`} />}>
        <p>
          <T id={ofParts && outcome === "verified" ? "check.disclosure.verified.detail" : `check.verdict.${outcome}.detail`} />
        </p>
      </Callout>
    </div>
  );
}
