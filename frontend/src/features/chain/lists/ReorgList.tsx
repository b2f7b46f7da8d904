import { reorgView, type ReorgView } from "@waybill/protocol/schemas/api/chain-status";
import { Paged } from "../../../entities/Paged.tsx";
import { SaveCsv } from "../../../entities/SaveCsv.tsx";
import { RelativeTime } from "../../../entities/Times.tsx";
import { keys } from "../../../lib/api/query-keys.ts";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Select } from "../../../ui/Select.tsx";
import { CardTable } from "../../../ui/CardTable.tsx";
import { Ancestor, BelowFinal, Changed, Depth, Left, Reached } from "../parts/ReorgCells.tsx";

const CSV_HEADS = ["seen", "from", "from_hash", "to", "ancestor", "depth", "logs_removed", "logs_added", "below_final"];

interface ReorgListProps {
  feeds: readonly string[];
  feed: string;
  onFeed: (feed: string) => void;
  every: number | false;
}

/** Reorganisations of a feed, with their depth and what they changed. */
export function ReorgList({ feeds, feed, onFeed, every }: ReorgListProps) {
  const t = useText();
  return (
    <>
      {feeds.length > 1 && (
        <Select
          className="mb-4 sm:max-w-72"
          aria-label={t("chain.feeds.feed")}
          options={feeds.map((name) => ({ value: name, label: name }))}
          value={feed}
          onValueChange={onFeed}
        />
      )}
      <Paged
        queryKey={keys.reorgs(feed)}
        path="/api/chain/reorgs"
        query={{ feed }}
        every={every}
        item={reorgView}
        empty={<T id="chain.reorgs.empty" />}
      >
        {(reorgs) => (
          <>
            <ReorgTable reorgs={reorgs} />
            <SaveCsv name={`reorgs-${feed}`} heads={CSV_HEADS} rows={() => reorgs.map(csvRow)} />
          </>
        )}
      </Paged>
    </>
  );
}

function ReorgTable({ reorgs }: { reorgs: readonly ReorgView[] }) {
  const t = useText();
  return (
    <CardTable
      caption={t("chain.reorgs")}
      rows={reorgs}
      keyOf={({ id }) => id}
      columns={[
        { head: t("chain.reorgs.seen"), cell: ({ seenAt }) => <RelativeTime time={seenAt} />, className: "whitespace-nowrap" },
        {
          head: t("chain.reorgs.depth"),
          cell: (reorg) => <Depth {...reorg} />,
          className: "whitespace-nowrap tabular-nums",
        },
        { head: t("chain.reorgs.from"), cell: (reorg) => <Left {...reorg} /> },
        { head: t("chain.reorgs.to"), cell: (reorg) => <Reached {...reorg} /> },
        {
          head: t("chain.reorgs.ancestor"),
          cell: (reorg) => <Ancestor {...reorg} />,
        },
        {
          head: t("chain.reorgs.changed"),
          cell: (reorg) => <Changed {...reorg} />,
          className: "whitespace-nowrap",
        },
        {
          head: t("chain.reorgs.below"),
          cell: (reorg) => <BelowFinal {...reorg} />,
          className: "whitespace-nowrap",
        },
      ]}
    />
  );
}

function csvRow({ seenAt, from, to, ancestor, depth, logsRemoved, logsAdded, belowFinal }: ReorgView) {
  return [seenAt, from.number, from.hash, to, ancestor, depth, logsRemoved, logsAdded, String(belowFinal)];
}
