import { queueEntry, queueState, type QueueEntry, type QueueFilter } from "@waybill/protocol/schemas/api/chain-status";
import { BlockChip, TransactionChip } from "../../../entities/ChainChips.tsx";
import { Paged } from "../../../entities/Paged.tsx";
import { SaveCsv } from "../../../entities/SaveCsv.tsx";
import { RelativeTime } from "../../../entities/Times.tsx";
import { WeiText } from "../../../entities/WeiText.tsx";
import { keys } from "../../../lib/api/query-keys.ts";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Select } from "../../../ui/Select.tsx";
import { CardTable } from "../../../ui/CardTable.tsx";
import { QueueMark } from "../parts/ChainMarks.tsx";
import { AttemptList } from "./AttemptList.tsx";
import { PurposeText } from "./PurposeText.tsx";

/** What the file says of a transaction, under the names of its columns. */
const CSV: Readonly<Record<string, (entry: QueueEntry) => string | number | null>> = {
  id: ({ id }) => id,
  kind: ({ purpose }) => purpose.kind,
  subject: ({ purpose }) => purpose.subject,
  anchor: ({ anchorIndex }) => anchorIndex,
  state: ({ state }) => state,
  reason: ({ reason }) => reason,
  nonce: ({ nonce }) => nonce,
  forms: ({ attemptCount }) => attemptCount,
  transaction: ({ transactionHash }) => transactionHash,
  block: ({ blockNumber }) => blockNumber,
  gas_used: ({ gasUsed }) => gasUsed,
  cost_wei: ({ costWei }) => costWei,
  created: ({ createdAt }) => createdAt,
  sent: ({ sentAt }) => sentAt,
};

interface QueueListProps {
  filter: QueueFilter | null;
  onFilter: (filter: QueueFilter | null) => void;
  every: number | false;
}

/** What the relayer sends: each transaction with every signed form of it. */
export function QueueList({ filter, onFilter, every }: QueueListProps) {
  const t = useText();
  const options = (["all", "open", ...queueState.options] as const).map((value) => ({ value, label: t(`chain.queue.${value}`) }));
  return (
    <>
      <Select
        className="mb-4 sm:max-w-72"
        aria-label={t("chain.queue.filter")}
        options={options}
        value={filter ?? "all"}
        onValueChange={(value) => onFilter(value === "all" ? null : value)}
      />
      <Paged
        queryKey={keys.transactions(filter ?? "")}
        path="/api/chain/transactions"
        query={{ state: filter }}
        every={every}
        item={queueEntry}
        empty={<T id={filter === null ? "chain.queue.empty" : "chain.queue.none"} />}
      >
        {(entries) => (
          <>
            <QueueTable entries={entries} />
            <SaveCsv name="transactions" heads={Object.keys(CSV)} rows={() => entries.map(csvRow)} />
          </>
        )}
      </Paged>
    </>
  );
}

function QueueTable({ entries }: { entries: readonly QueueEntry[] }) {
  const t = useText();
  return (
    <CardTable
      caption={t("chain.queue")}
      rows={entries}
      keyOf={({ id }) => id}
      columns={[
        { head: t("chain.queue.purpose"), cell: ({ purpose, anchorIndex }) => <PurposeText purpose={purpose} anchorIndex={anchorIndex} /> },
        {
          head: t("chain.feeds.state"),
          cell: ({ state, reason }) => (
            <>
              <QueueMark state={state} />
              {reason !== null && <span className="mt-1 block max-w-72 text-muted">{reason}</span>}
            </>
          ),
          className: "min-w-40",
        },
        {
          head: t("chain.queue.times"),
          cell: ({ createdAt, sentAt }) => (
            <>
              <RelativeTime time={createdAt} />
              {sentAt !== null && (
                <span className="block text-muted">
                  <T id="chain.queue.sent-at" values={{ time: <RelativeTime time={sentAt} /> }} />
                </span>
              )}
            </>
          ),
          className: "whitespace-nowrap",
        },
        { head: t("chain.queue.nonce"), cell: ({ nonce }) => nonce ?? "–", className: "tabular-nums" },
        {
          head: t("chain.queue.transaction"),
          cell: (entry) => (
            <>
              {entry.transactionHash !== null && <TransactionChip hash={entry.transactionHash} />}{" "}
              {entry.blockNumber !== null && <BlockChip number={entry.blockNumber} />}
              <AttemptList entry={entry} />
            </>
          ),
          className: "min-w-44",
        },
        { head: t("chain.queue.cost"), cell: ({ costWei }) => (costWei === null ? "–" : <WeiText wei={costWei} />) },
      ]}
    />
  );
}

function csvRow(entry: QueueEntry) {
  return Object.values(CSV).map((cell) => cell(entry));
}
