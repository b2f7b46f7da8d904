import type { Outcome } from "@waybill/protocol/verify/verdict";
import type { ReactNode } from "react";
import { T } from "../../lib/i18n/text.tsx";
import { Callout } from "../../ui/Callout.tsx";

interface VerdictCalloutProps {
  outcome: Outcome;
  /** Of single fields, whose proof says less. */
  ofParts?: boolean;
  notes?: ReactNode;
}

/** The overall verdict in words and shape. */
export function VerdictCallout({ outcome, ofParts = false, notes }: VerdictCalloutProps) {
  return (
    <div data-overall={outcome}>
      <Callout tone={outcome === "verified" ? "passed" : outcome} live title={<T id={`check.verdict.${outcome}`} />}>
        <p>
          <T id={ofParts && outcome === "verified" ? "check.disclosure.verified.detail" : `check.verdict.${outcome}.detail`} />
        </p>
        {notes}
      </Callout>
    </div>
  );
}
