import type { Finding } from "@waybill/protocol/schemas/api/traceability";
import { T } from "../../../lib/i18n/text.tsx";
import { Callout } from "../../../ui/Callout.tsx";

/** Before anything else: somebody who made or handled these goods has called them back. */
export function RecallCallout({ findings }: { findings: readonly Finding[] }) {
  const recalls = findings.filter(({ rule }) => rule === "recalled");
  if (recalls.length === 0) return null;
  return (
    <Callout tone="failed" title={<T id="journey.recalled" />} className="mt-6">
      {recalls.map(({ message, commitments: [notice] }) => (
        <p key={notice}>
          {message}{" "}
          <a href={`/recalls/${notice}`}>
            <T id="journey.recalled.more" />
          </a>
        </p>
      ))}
    </Callout>
  );
}
