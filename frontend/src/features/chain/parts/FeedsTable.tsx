import type { FeedView } from "@waybill/protocol/schemas/api/chain-status";
import { BlockChip } from "../../../entities/ChainChips.tsx";
import { SaveCsv } from "../../../entities/SaveCsv.tsx";
import { RelativeTime } from "../../../entities/Times.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Table, Td, Th } from "../../../ui/Table.tsx";
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
      <Table caption={t("chain.feeds")} hideCaption>
        <thead>
          <tr>
            <Th>{t("chain.feeds.feed")}</Th>
            <Th>{t("chain.feeds.state")}</Th>
            <Th>{t("chain.indexed")}</Th>
            <Th>{t("chain.feeds.lag")}</Th>
            <Th>{t("chain.feeds.proven")}</Th>
            <Th>{t("chain.feeds.healed")}</Th>
            <Th>{t("chain.reorgs")}</Th>
          </tr>
        </thead>
        <tbody>
          {feeds.map((feed) => (
            <tr key={feed.name}>
              <Td>
                <span className="font-mono font-medium whitespace-nowrap">{feed.name}</span>
                {feed.chainId !== null && (
                  <span className="block whitespace-nowrap text-muted">
                    <T id="chain.feeds.chain" values={{ id: String(feed.chainId) }} />
                  </span>
                )}
              </Td>
              <Td className="min-w-40">
                <FeedMark state={feed.state} />
                {!feed.isFollowed && (
                  <span className="mt-1 block max-w-80 text-muted">
                    <T id="chain.feeds.unfollowed" />
                  </span>
                )}
                {feed.reason !== null && <span className="mt-1 block max-w-80 text-muted">{feed.reason}</span>}
              </Td>
              <Td>
                {feed.indexed === null ? t("chain.unknown") : <BlockChip number={feed.indexed.number} hash={feed.indexed.hash} />}
                {feed.updatedAt !== null && (
                  <span className="mt-1 block whitespace-nowrap text-muted">
                    <RelativeTime time={feed.updatedAt} />
                  </span>
                )}
              </Td>
              <Td className="whitespace-nowrap">
                <Lag feed={feed} />
              </Td>
              <Td>{feed.provenNumber === null ? t("chain.feeds.unproven") : <BlockChip number={feed.provenNumber} />}</Td>
              <Td className="tabular-nums">
                <T id="chain.feeds.healed.value" values={{ count: feed.healedLogs }} />
              </Td>
              <Td className="tabular-nums">{feed.reorgs}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <SaveCsv name="feeds" heads={CSV_HEADS} rows={() => feeds.map(csvRow)} />
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
