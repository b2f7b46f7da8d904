import type { HandoverView } from "@waybill/protocol/schemas/api/custody";
import { ArrowDownLeft, ArrowUpRight } from "lucide-react";
import { useSubjectLabel } from "../../entities/SubjectChip.tsx";
import { RelativeTime } from "../../entities/Times.tsx";
import { T } from "../../lib/i18n/text.tsx";
import { HandoverMark } from "./HandoverMark.tsx";

/** One handover of a list: which way it goes, with whom, what, how far. */
export function HandoverRow({ handover, account }: { handover: HandoverView; account: string | null }) {
  const label = useSubjectLabel();
  const { from, to, id, subject, contents, offeredAt } = handover;
  const incoming = to.account.toLowerCase() === account?.toLowerCase();
  const other = incoming ? from : to;
  const Icon = incoming ? ArrowDownLeft : ArrowUpRight;
  return (
    <li>
      <a href={`/supplier/handovers/${id}`} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3.5 no-underline hover:bg-sunken/60">
        <Icon aria-hidden className="size-5 text-muted" />
        <span className="min-w-0 flex-1 basis-64">
          <span className="block font-medium">
            <T id={incoming ? "handover.from" : "handover.to"} values={{ name: other.name ?? other.account }} />
          </span>
          <span className="block text-sm text-muted">
            {label(subject)} · <T id="handover.items" values={{ count: String(contents.items.length) }} /> ·{" "}
            <RelativeTime time={offeredAt} />
          </span>
        </span>
        <HandoverMark handover={handover} />
      </a>
    </li>
  );
}
