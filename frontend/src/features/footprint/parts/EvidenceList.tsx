import type { Evidence } from "@waybill/protocol/footprint/transport-chain";
import { StatementLink } from "../../../entities/StatementLink.tsx";

/** Who says so: statements with the fields that are meant, or master data in words. */
export function EvidenceList({ evidence }: { evidence: readonly Evidence[] }) {
  return (
    <ul className="space-y-1">
      {evidence.map(({ statement, says }, index) => (
        <li key={index} className="flex flex-wrap items-center gap-x-2">
          {statement !== null && <StatementLink commitment={statement} />}
          <span className="break-words text-muted">{says}</span>
        </li>
      ))}
    </ul>
  );
}
