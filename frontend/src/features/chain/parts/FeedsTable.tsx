import type { FeedView } from "@waybill/protocol/schemas/api/chain-status";
import { BlockChip } from "../../../entities/ChainChips.tsx";
import { SaveCsv } from "../../../entities/SaveCsv.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { CardTable } from "../../../ui/CardTable.tsx";
import { FeedIndexed, FeedName, FeedStanding, Lag } from "./FeedCells.tsx";

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
          { head: t("chain.feeds.feed"), cell: (feed) => <FeedName feed={feed} /> },
          { head: t("chain.feeds.state"), cell: (feed) => <FeedStanding feed={feed} />, className: "min-w-40" },
          { head: t("chain.indexed"), cell: (feed) => <FeedIndexed feed={feed} /> },
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
