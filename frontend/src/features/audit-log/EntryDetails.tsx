import type { AuditEntryView } from "@waybill/protocol/schemas/api/audit";
import { AnchorChip, TransactionChip } from "../../entities/ChainChips.tsx";
import { HashChip } from "../../entities/HashChip.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Fact, Facts } from "../../ui/Card.tsx";
import { RowSteps } from "./RowCheck.tsx";

/** The rest of a row: its details, its place in the chain of hashes, and how a check went. */
export function EntryDetails({ row }: { row: AuditEntryView }) {
  const t = useText();
  const { entry, hash, anchor } = row;
  return (
    <div className="space-y-4">
      <Facts>
        {Object.entries(entry.details).map(([name, value]) => (
          <Fact key={name} name={<code className="font-mono">{name}</code>}>
            <code className="font-mono break-all">{String(value)}</code>
          </Fact>
        ))}
        <Fact name={<T id="operations.audit.hashes" />}>
          <HashChip hash={hash} kind={t("operations.audit.hash")} /> <T id="operations.audit.follows" />{" "}
          <HashChip hash={entry.previous} kind={t("operations.audit.previous")} />
        </Fact>
        {anchor !== null && (
          <Fact name={<T id="operations.audit.anchor" />}>
            <AnchorChip index={anchor.index} /> <TransactionChip hash={anchor.transactionHash} />
          </Fact>
        )}
        <Fact name={<T id="operations.audit.request" />}>
          <code className="font-mono break-all">{entry.requestId}</code>
        </Fact>
      </Facts>
      <RowSteps row={row} />
    </div>
  );
}
