import type { QueueEntry } from "@waybill/protocol/schemas/api/chain-status";
import { AnchorChip } from "../../../entities/ChainChips.tsx";
import { HashChip } from "../../../entities/HashChip.tsx";
import { AccountChip } from "../../../entities/PartyChip.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";

/** What a transaction is for, in words, with the thing itself as a chip. */
export function PurposeText({ purpose, anchorIndex }: Pick<QueueEntry, "purpose" | "anchorIndex">) {
  return (
    <>
      <span className="block font-medium max-lg:whitespace-nowrap">
        <T id={`chain.purpose.${purpose.kind}`} values={{ subject: purpose.subject }} />
      </span>
      {anchorIndex === null ? <Subject {...purpose} /> : <AnchorChip index={anchorIndex} />}
    </>
  );
}

function Subject({ kind, subject }: QueueEntry["purpose"]) {
  const t = useText();
  if (kind === "register") return <AccountChip account={subject} />;
  if (kind === "open" || kind === "close") return <HashChip hash={subject} kind={t("chip.unit")} href={`/units/${subject}`} />;
  if (kind === "issue") return <HashChip hash={subject} kind={t("chip.claim")} />;
  if (kind === "retire") return <HashChip hash={subject} kind={t("chip.retirement")} />;
  if (kind === "anchor") return <HashChip hash={subject} kind={t("chip.root")} />;
  if (kind === "audit" || kind === "noop" || kind === "other") return null;
  return <HashChip hash={subject} kind={t("chain.purpose.id")} />;
}
