import type { FeedView } from "@waybill/protocol/schemas/api/chain-status";
import { BlockChip } from "../../../entities/ChainChips.tsx";
import { SaveCsv } from "../../../entities/SaveCsv.tsx";
import { RelativeTime } from "../../../entities/Times.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { CardTable } from "../../../ui/CardTable.tsx";
import { FeedMark } from "./ChainMarks.tsx";
import { Duration } from "./Duration.tsx";

const CSV_HEADS = [
  "feed",
  "chain_id",
  "state",
  "reason",
  "indexed",
  "head",
  "lag_blocks",
  "lag_seconds",
  "proven",
  "healed_logs",
  "reorgs",
];

/** Every indexed contract: what it does, how far it is, and whether it is proven complete. */
export function FeedsTable({ feeds }: { feeds: readonly FeedView[] }) {
  const t = useText();
  return (
    <>
      <CardTable
        caption={t("chain.feeds")}
        rows={feeds}
        keyOf={({ name }) => name}
        columns={[
          { head: t("chain.feeds.feed"), cell: (feed) => <Name feed={feed} /> },
          { head: t("chain.feeds.state"), cell: (feed) => <State feed={feed} />, className: "min-w-40" },
          { head: t("chain.indexed"), cell: (feed) => <Indexed feed={feed} /> },
          { head: t("chain.feeds.lag"), cell: (feed) => <Lag feed={feed} />, className: "whitespace-nowrap" },
          {
            head: t("chain.feeds.proven"),
            cell: ({ provenNumber }) => (provenNumber === null ? t("chain.feeds.unproven") : <BlockChip number={provenNumber} />),
          },
          {
            head: t("chain.feeds.healed"),
            cell: ({ healedLogs }) => <T id="chain.feeds.healed.value" values={{ count: healedLogs }} />,
            className: "tabular-nums",
          },
          { head: t("chain.reorgs"), cell: ({ reorgs }) => reorgs, className: "tabular-nums" },
        ]}
      />
      <SaveCsv name="feeds" heads={CSV_HEADS} rows={() => feeds.map(csvRow)} />
    </>
  );
}

function Name({ feed: { name, chainId } }: { feed: FeedView }) {
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

function State({ feed: { state, isFollowed, reason } }: { feed: FeedView }) {
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

function Indexed({ feed: { indexed, updatedAt } }: { feed: FeedView }) {
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

function csvRow(feed: FeedView) {
  const { name, chainId, state, reason, indexed, head, lagBlocks, lagSeconds, provenNumber, healedLogs, reorgs } = feed;
  return [
    name,
    chainId,
    state,
    reason,
    indexed?.number ?? null,
    head?.number ?? null,
    lagBlocks,
    lagSeconds,
    provenNumber,
    healedLogs,
    reorgs,
  ];
}
