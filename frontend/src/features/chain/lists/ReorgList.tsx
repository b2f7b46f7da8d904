import { reorgView, type ReorgView } from "@waybill/protocol/schemas/api/chain-status";
import { BlockChip } from "../../../entities/ChainChips.tsx";
import { Paged } from "../../../entities/Paged.tsx";
import { SaveCsv } from "../../../entities/SaveCsv.tsx";
import { RelativeTime } from "../../../entities/Times.tsx";
import { keys } from "../../../lib/api/query-keys.ts";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Select } from "../../../ui/Select.tsx";
import { StatusMark } from "../../../ui/StatusMark.tsx";
import { Table, Td, Th } from "../../../ui/Table.tsx";

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
    <Table caption={t("chain.reorgs")} hideCaption>
      <thead>
        <tr>
          <Th>{t("chain.reorgs.seen")}</Th>
          <Th>{t("chain.reorgs.depth")}</Th>
          <Th>{t("chain.reorgs.from")}</Th>
          <Th>{t("chain.reorgs.to")}</Th>
          <Th>{t("chain.reorgs.ancestor")}</Th>
          <Th>{t("chain.reorgs.changed")}</Th>
          <Th>{t("chain.reorgs.below")}</Th>
        </tr>
      </thead>
      <tbody>
        {reorgs.map((reorg) => (
          <tr key={reorg.id}>
            <Td className="whitespace-nowrap">
              <RelativeTime time={reorg.seenAt} />
            </Td>
            <Td className="whitespace-nowrap tabular-nums">
              <T id="chain.reorgs.depth.value" values={{ count: reorg.depth }} />
            </Td>
            <Td>
              <BlockChip number={reorg.from.number} hash={reorg.from.hash} />
            </Td>
            <Td>{reorg.to === null ? t("chain.unknown") : <BlockChip number={reorg.to} />}</Td>
            <Td>{reorg.ancestor === null ? t("chain.reorgs.ancestor.none") : <BlockChip number={reorg.ancestor} />}</Td>
            <Td className="whitespace-nowrap">
              <T id="chain.reorgs.changed.value" values={{ removed: reorg.logsRemoved, added: reorg.logsAdded }} />
            </Td>
            <Td className="whitespace-nowrap">
              <StatusMark tone={reorg.belowFinal ? "failed" : "neutral"} plain>
                <T id={reorg.belowFinal ? "chain.reorgs.below.yes" : "chain.reorgs.below.no"} />
              </StatusMark>
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function csvRow({ seenAt, from, to, ancestor, depth, logsRemoved, logsAdded, belowFinal }: ReorgView) {
  return [seenAt, from.number, from.hash, to, ancestor, depth, logsRemoved, logsAdded, String(belowFinal)];
}
