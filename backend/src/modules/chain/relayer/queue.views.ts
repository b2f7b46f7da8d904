import type { RelayedTransactionView } from "@waybill/protocol/schemas/api/chain";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import { reasonOf } from "../reverts.ts";
import { COLUMNS, transactionOf, type Row } from "./transaction-rows.ts";

export { listSenders, senderStatus } from "./sender.views.ts";

interface AttemptJson {
  hash: Hex32;
  nonce: number;
  kind: "call" | "noop";
  maxFeePerGas: string;
  sentAt: string | null;
}

/**
 * Relayed transactions, newest first.
 *
 * @param options.after Id of the last one of the page before.
 */
export async function relayerQueue(
  tx: Pick<Ctx, "tx">,
  { after, limit }: { after: number | null; limit: number },
): Promise<{ items: RelayedTransactionView[]; next: string | null }> {
  const rows = await selectRows<Row & { attempts: AttemptJson[] | null }>(
    tx,
    `SELECT ${COLUMNS.map((column) => `t.${column}`).join(", ")}, (
       SELECT jsonb_agg(jsonb_build_object('hash', a.hash, 'nonce', a.nonce, 'kind', a.kind, 'maxFeePerGas', a.max_fee_per_gas::text,
         'sentAt', a.sent_at) ORDER BY a.created_at, a.max_fee_per_gas)
       FROM transaction_attempts a WHERE a.transaction_id = t.id) AS attempts
     FROM transactions t WHERE $1::bigint IS NULL OR t.id < $1 ORDER BY t.id DESC LIMIT $2`,
    [after, limit + 1],
  );
  const items = rows.slice(0, limit).map(viewOf);
  return { items, next: rows.length > limit ? String(items.at(-1)?.id) : null };
}

function viewOf(row: Row & { attempts: AttemptJson[] | null }): RelayedTransactionView {
  const transaction = transactionOf(row);
  const { gasUsed, effectiveGasPrice } = transaction;
  return {
    id: transaction.id,
    businessKey: transaction.businessKey,
    sender: transaction.sender,
    state: transaction.state,
    reason: transaction.blockedReason ?? reasonOf(transaction),
    nonce: transaction.nonce,
    attempts: (row.attempts ?? []).map((attempt) => ({ ...attempt, sentAt: attempt.sentAt && new Date(attempt.sentAt).toISOString() })),
    transactionHash: transaction.transactionHash,
    blockNumber: transaction.blockNumber,
    gasUsed: gasUsed?.toString() ?? null,
    effectiveGasPriceWei: effectiveGasPrice?.toString() ?? null,
    costWei: gasUsed !== null && effectiveGasPrice !== null ? (gasUsed * effectiveGasPrice).toString() : null,
    createdAt: transaction.createdAt.toISOString(),
    sentAt: transaction.sentAt?.toISOString() ?? null,
    includedAt: transaction.includedAt?.toISOString() ?? null,
  };
}
