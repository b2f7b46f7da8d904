import { reasonHashOf } from "@waybill/protocol/claims/cancellation-reason";
import type { ReversalView } from "@waybill/protocol/schemas/api/credits";
import { T, useText } from "../../lib/i18n/text.tsx";
import { StatusMark } from "../../ui/StatusMark.tsx";
import { HashChip } from "../HashChip.tsx";
import { PartyChip } from "../PartyChip.tsx";

/** Why a saving was called off. Its hash is computed here and held against what the chain has. */
export function Reason({ hash, reason }: { hash: string; reason: ReversalView["reason"] }) {
  const t = useText();
  if (reason === null) {
    return (
      <span className="space-y-1">
        <span className="block text-muted">
          <T id="carbon.reason.absent" />
        </span>
        <HashChip hash={hash} kind={t("carbon.reason.hash")} />
      </span>
    );
  }
  const isReason = reasonHashOf(reason.text) === hash;
  return (
    <div className="space-y-1">
      <p className="break-words whitespace-pre-line">“{reason.text}”</p>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <StatusMark tone={isReason ? "passed" : "failed"} plain>
          <T id={isReason ? "carbon.reason.matches" : "carbon.reason.differs"} />
        </StatusMark>
        <HashChip hash={hash} kind={t("carbon.reason.hash")} />
        <a className="link" href={`/documents/${reason.document}`}>
          <T id="carbon.reason.document" />
        </a>
        <PartyChip party={reason.publishedBy} />
      </p>
    </div>
  );
}
