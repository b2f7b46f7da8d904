import { queueEntry, queueState, type QueueEntry, type QueueFilter } from "@waybill/protocol/schemas/api/chain-status";
import { BlockChip, TransactionChip } from "../../../entities/ChainChips.tsx";
import { Paged } from "../../../entities/Paged.tsx";
import { SaveCsv } from "../../../entities/SaveCsv.tsx";
import { RelativeTime } from "../../../entities/Times.tsx";
import { WeiText } from "../../../entities/WeiText.tsx";
import { keys } from "../../../lib/api/query-keys.ts";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Select } from "../../../ui/Select.tsx";
import { Table, Td, Th } from "../../../ui/Table.tsx";
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
    <Table caption={t("chain.queue")} hideCaption>
      <thead>
        <tr>
          <Th>{t("chain.queue.purpose")}</Th>
          <Th>{t("chain.feeds.state")}</Th>
          <Th>{t("chain.queue.times")}</Th>
          <Th>{t("chain.queue.nonce")}</Th>
          <Th>{t("chain.queue.transaction")}</Th>
          <Th>{t("chain.queue.cost")}</Th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.id}>
            <Td>
              <PurposeText purpose={entry.purpose} anchorIndex={entry.anchorIndex} />
            </Td>
            <Td className="min-w-40">
              <QueueMark state={entry.state} />
              {entry.reason !== null && <span className="mt-1 block max-w-72 text-muted">{entry.reason}</span>}
            </Td>
            <Td className="whitespace-nowrap">
              <RelativeTime time={entry.createdAt} />
              {entry.sentAt !== null && (
                <span className="block text-muted">
                  <T id="chain.queue.sent-at" values={{ time: <RelativeTime time={entry.sentAt} /> }} />
                </span>
              )}
            </Td>
            <Td className="tabular-nums">{entry.nonce ?? "–"}</Td>
            <Td className="min-w-44">
              {entry.transactionHash !== null && <TransactionChip hash={entry.transactionHash} />}{" "}
              {entry.blockNumber !== null && <BlockChip number={entry.blockNumber} />}
              <AttemptList entry={entry} />
            </Td>
            <Td>{entry.costWei === null ? "–" : <WeiText wei={entry.costWei} />}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function csvRow(entry: QueueEntry) {
  return Object.values(CSV).map((cell) => cell(entry));
}
