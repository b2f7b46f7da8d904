import type { Addressee } from "@waybill/protocol/recall/vocabulary";
import type { RecallSummary } from "@waybill/protocol/schemas/api/recalls";
import { T } from "../../../lib/i18n/text.tsx";
import { StatusMark } from "../../../ui/StatusMark.tsx";

/** What has been escalated to the reader of a list: as a holder, as the author of the notices, or as anybody. Nothing before their tier. */
export function Escalated({ recall: { asked, escalated }, to }: { recall: Pick<RecallSummary, "asked" | "escalated">; to: Addressee }) {
  const count = to === "holder" ? Number(asked?.state === "overdue" && asked.escalatedTo !== null) : escalated[to];
  if (count === 0) return null;
  return (
    <span className="mt-1 block">
      <StatusMark tone="failed" plain>
        <T id={`recalls.told.${to}`} values={{ count }} />
      </StatusMark>
    </span>
  );
}
