import type { StatementView } from "@waybill/protocol/schemas/api/traceability";
import type { ReactNode } from "react";
import { AnchorChip, BlockChip, TransactionChip } from "../../entities/ChainChips.tsx";
import { StatementDocuments } from "../../entities/documents/StatementDocuments.tsx";
import { HashChip } from "../../entities/HashChip.tsx";
import { AuthorshipMark, StateMark } from "../../entities/Marks.tsx";
import { PartyChip } from "../../entities/PartyChip.tsx";
import { InstantText } from "../../entities/Times.tsx";
import { T, useText } from "../../lib/i18n/text.tsx";
import { shortHex } from "../../lib/short.ts";
import { Card } from "../../ui/Card.tsx";
import { StatusMark } from "../../ui/StatusMark.tsx";

/** One organisation's account of the event: who, signed or claimed, where it is anchored, and its proof. */
export function StatementCard({ statement, proof }: { statement: StatementView; proof: ReactNode }) {
  const t = useText();
  return (
    <Card>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <PartyChip party={statement.author} copy />
        <AuthorshipMark authorship={statement.authorship} />
        <StateMark state={statement.state} />
        {statement.declaresError && (
          <StatusMark tone="unknown">
            <T id="event.error-declaration" />
          </StatusMark>
        )}
        {statement.declaredInError && (
          <StatusMark tone="unknown">
            <T id="journey.timeline.in-error" />
          </StatusMark>
        )}
        {statement.disputes.map(({ party, since }) => (
          <StatusMark key={party.account} tone="unknown">
            <T id="evidence.disputed" values={{ names: party.name ?? shortHex(party.account), time: <InstantText time={since} /> }} />
          </StatusMark>
        ))}
      </div>
      <p className="mt-3 flex flex-wrap items-center gap-2 text-sm">
        <HashChip hash={statement.commitment} kind={t("chip.commitment")} />
        {statement.anchor !== null && (
          <>
            <AnchorChip index={statement.anchor.index} />
            <TransactionChip hash={statement.anchor.transactionHash} />
            <BlockChip number={statement.anchor.blockNumber} />
          </>
        )}
        <span className="text-muted">
          <T id="event.captured" values={{ time: <InstantText time={statement.capturedAt} /> }} />
        </span>
      </p>
      <StatementDocuments commitment={statement.commitment} title={<T id="event.documents" />} />
      <div className="mt-4">{proof}</div>
    </Card>
  );
}
