import { queueEntry, queueFilter, queuePurpose, type QueueEntry } from "@waybill/protocol/schemas/api/chain-status";
import { z } from "zod";
import { BlockChip, TransactionChip } from "../../../entities/ChainChips.tsx";
import { History } from "../../../entities/console/History.tsx";
import type { ListDefinition } from "../../../entities/list/definition.ts";
import { AccountChip } from "../../../entities/PartyChip.tsx";
import { RelativeTime } from "../../../entities/Times.tsx";
import { WeiText } from "../../../entities/WeiText.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { sendOwn } from "../../../lib/session/session.ts";
import { StatusMark } from "../../../ui/StatusMark.tsx";
import { AttemptList } from "../lists/AttemptList.tsx";
import { PurposeText } from "../lists/PurposeText.tsx";
import { QueueMark } from "../parts/ChainMarks.tsx";
import { SteeringReach } from "./SteeringReach.tsx";

/** What waits in the form that is shown: a later one is another question. */
const isWaiting = ({ state, attempts }: QueueEntry) => (state === "signed" || state === "sent") && attempts.length > 0;
const steer = (what: "replacement" | "withdrawal") => (entry: QueueEntry, _: string, idempotencyKey: string) =>
  sendOwn(`/api/chain/transactions/${entry.id}/${what}`, z.undefined(), { body: { hash: entry.attempts[0]?.hash }, idempotencyKey });

export const TRANSACTIONS: ListDefinition<QueueEntry> = {
  name: "transactions",
  title: "operations.transactions",
  path: "/api/chain/transactions",
  item: queueEntry,
  keyOf: ({ id }) => String(id),
  nameOf: ({ id, purpose }) => `${purpose.kind} ${id}`,
  columns: [
    {
      id: "purpose",
      head: "chain.queue.purpose",
      cell: ({ purpose, anchorIndex }) => <PurposeText purpose={purpose} anchorIndex={anchorIndex} />,
      csv: ({ purpose }) => `${purpose.kind} ${purpose.subject}`,
    },
    {
      id: "state",
      head: "chain.feeds.state",
      cell: ({ state, reason, asked }) => (
        <span className="block min-w-40">
          <QueueMark state={state} />
          {asked !== null && (
            <StatusMark tone="pending" plain className="mt-1">
              <T id={`operations.transactions.asked.${asked}`} />
            </StatusMark>
          )}
          {reason !== null && <span className="mt-1 block max-w-72 text-muted">{reason}</span>}
        </span>
      ),
      csv: ({ state }) => state,
    },
    {
      id: "since",
      head: "chain.queue.times",
      cell: ({ createdAt }) => (
        <span className="whitespace-nowrap">
          <RelativeTime time={createdAt} />
        </span>
      ),
      csv: ({ createdAt }) => createdAt,
    },
    {
      id: "nonce",
      head: "chain.queue.nonce",
      cell: ({ nonce }) => <span className="tabular-nums">{nonce ?? "–"}</span>,
      csv: ({ nonce }) => nonce,
    },
    {
      id: "transaction",
      head: "chain.queue.transaction",
      cell: ({ transactionHash, blockNumber }) => (
        <>
          {transactionHash !== null && <TransactionChip hash={transactionHash} />}{" "}
          {blockNumber !== null && <BlockChip number={blockNumber} />}
        </>
      ),
      csv: ({ transactionHash }) => transactionHash,
    },
    {
      id: "cost",
      head: "chain.queue.cost",
      cell: ({ costWei }) => (costWei === null ? "–" : <WeiText wei={costWei} />),
      csv: ({ costWei }) => costWei,
    },
  ],
  facets: [
    {
      kind: "choice",
      name: "state",
      label: "chain.feeds.state",
      options: queueFilter.options.map((value) => ({ value, label: `chain.queue.${value}` as const })),
    },
    {
      kind: "choice",
      name: "kind",
      label: "chain.queue.purpose",
      options: queuePurpose.shape.kind.options.map((value) => ({ value, label: `operations.purpose.${value}` as const })),
    },
  ],
  empty: "chain.queue.empty",
  every: 10_000,
  acts: [
    {
      id: "replace",
      act: "transactions:replace",
      label: "operations.transactions.replace",
      question: "operations.transactions.replace.question",
      done: "operations.transactions.replace.done",
      appliesTo: (entry) => isWaiting(entry) && entry.asked === null,
      reach: (entries) => <SteeringReach entries={entries} text="operations.transactions.replace.reach" />,
      perform: steer("replacement"),
    },
    {
      id: "withdraw",
      act: "transactions:withdraw",
      label: "operations.transactions.withdraw",
      question: "operations.transactions.withdraw.question",
      done: "operations.transactions.withdraw.done",
      appliesTo: (entry) =>
        isWaiting(entry) && entry.purpose.kind !== "noop" && entry.attempts[0]?.kind === "call" && entry.asked !== "withdraw",
      reach: (entries) => <SteeringReach entries={entries} text="operations.transactions.withdraw.reach" />,
      perform: steer("withdrawal"),
      isDangerous: true,
    },
  ],
  details: (entry) => (
    <div className="space-y-4">
      <p>
        <T id="operations.transactions.sender" /> <AccountChip account={entry.sender} copy />
      </p>
      <AttemptList entry={entry} />
      <History subject={`transaction:${entry.id}`} />
    </div>
  ),
};
