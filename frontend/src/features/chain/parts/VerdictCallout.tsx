import type { FeedView } from "@waybill/protocol/schemas/api/chain-status";
import type { ChainStatus } from "@waybill/protocol/schemas/api/system";
import { RelativeTime } from "../../../entities/Times.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { Callout } from "../../../ui/Callout.tsx";
import type { Tone } from "../../../ui/StatusMark.tsx";
import { verdictOf, type ChainVerdict } from "../model/verdict.ts";

const TONES: Readonly<Record<ChainVerdict["kind"], Tone>> = {
  "up-to-date": "neutral",
  late: "pending",
  "nothing-read": "pending",
  loading: "pending",
  behind: "pending",
  unreachable: "unknown",
  unfollowed: "unknown",
  foreign: "failed",
  incomplete: "failed",
  halted: "failed",
};

/** One sentence on how far these pages can be relied on, and the reason when there is one. */
export function VerdictCallout({ status, feeds }: { status: ChainStatus; feeds: readonly FeedView[] }) {
  const { kind, feed } = verdictOf(status, feeds);
  const proven = feeds[0]?.provenNumber ?? null;
  return (
    <Callout
      className="mb-6"
      tone={TONES[kind]}
      live
      title={<T id={`chain.verdict.${kind}`} values={{ blocks: status.lagBlocks ?? 0, feed: feed?.name ?? "" }} />}
    >
      {feed?.reason && <p>{feed.reason}</p>}
      {kind === "unreachable" && status.unreachableSince !== null && (
        <p>
          <T id="chain.unreachable.since" values={{ time: <RelativeTime time={status.unreachableSince} /> }} />
        </p>
      )}
      {kind === "up-to-date" && proven !== null && (
        <p>
          <T id="chain.verdict.proven" values={{ number: proven }} />
        </p>
      )}
    </Callout>
  );
}
