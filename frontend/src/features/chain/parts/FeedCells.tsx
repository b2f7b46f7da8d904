import type { FeedView } from "@waybill/protocol/schemas/api/chain-status";
import { BlockChip } from "../../../entities/ChainChips.tsx";
import { RelativeTime } from "../../../entities/Times.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { FeedMark } from "./ChainMarks.tsx";
import { Duration } from "./Duration.tsx";

export function FeedName({ feed: { name, chainId } }: { feed: FeedView }) {
  return (
    <>
      <span className="font-mono font-medium whitespace-nowrap">{name}</span>
      {chainId !== null && (
        <span className="block whitespace-nowrap text-muted">
          <T id="chain.feeds.chain" values={{ id: String(chainId) }} />
        </span>
      )}
    </>
  );
}

export function FeedStanding({ feed: { state, isFollowed, reason } }: { feed: FeedView }) {
  return (
    <>
      <FeedMark state={state} />
      {!isFollowed && (
        <span className="mt-1 block max-w-80 text-muted">
          <T id="chain.feeds.unfollowed" />
        </span>
      )}
      {reason !== null && <span className="mt-1 block max-w-80 text-muted">{reason}</span>}
    </>
  );
}

export function FeedIndexed({ feed: { indexed, updatedAt } }: { feed: FeedView }) {
  return (
    <>
      {indexed === null ? <T id="chain.unknown" /> : <BlockChip number={indexed.number} hash={indexed.hash} />}
      {updatedAt !== null && (
        <span className="mt-1 block whitespace-nowrap text-muted">
          <RelativeTime time={updatedAt} />
        </span>
      )}
    </>
  );
}

export function Lag({ feed: { lagBlocks, lagSeconds } }: { feed: Pick<FeedView, "lagBlocks" | "lagSeconds"> }) {
  if (lagBlocks === null) return <T id="chain.unknown" />;
  return (
    <>
      <T id="chain.lag.value" values={{ count: lagBlocks }} />
      {lagBlocks > 0 && lagSeconds !== null && (
        <>
          , <Duration seconds={lagSeconds} />
        </>
      )}
    </>
  );
}
