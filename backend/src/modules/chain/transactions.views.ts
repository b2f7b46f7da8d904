import type { QueueEntry, QueueFilter, QueueState } from "@waybill/protocol/schemas/api/chain-status";
import type { Address, Finality, Hex32 } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../platform/context.ts";
import { reasonOf } from "./reverts.ts";
import { KINDS, purposeOf } from "./transactions.domain.ts";

/** A transaction that was bumped more often is shown with its newest forms only. */
const SHOWN_ATTEMPTS = 20;
/** As `purposeOf` says it. */
const KIND = `CASE WHEN split_part(t.business_key, ':', 1) = ANY('{${KINDS.join(",")}}') THEN split_part(t.business_key, ':', 1) ELSE 'other' END`;
const OPEN = "t.state NOT IN ('final', 'failed') AND NOT (t.state = 'reverted' AND chain_finality(t.block_number) = 'final')";

interface QueueRow {
  id: string;
  business_key: string;
  batch_root: Hex32 | null;
  anchor_index: string | null;
  sender: Address;
  state: QueueState;
  problem_code: string | null;
  problem_detail: string | null;
  blocked_reason: string | null;
  nonce: string | null;
  transaction_hash: Hex32 | null;
  block_number: string | null;
  finality: Finality;
  gas_used: string | null;
  cost_wei: string | null;
  created_at: Date;
  sent_at: Date | null;
  updated_at: Date;
  attempt_count: string;
  asked: QueueEntry["asked"];
  asked_of: Hex32 | null;
  attempts: AttemptRow[] | null;
}

interface AttemptRow {
  hash: Hex32;
  nonce: number;
  max_fee: string;
  max_priority_fee: string;
  kind: "call" | "noop";
  signed_at: string;
}

interface PageOfQueue {
  filter: QueueFilter | null;
  /** What they are for; null for anything. */
  kind?: QueueEntry["purpose"]["kind"] | null;
  after: number | null;
  limit: number;
}

/** The batch that a transaction anchors, and where it stands in the contract's log. */
const ANCHORED = `
  LEFT JOIN batches b ON b.id = CASE WHEN t.business_key ~ '^anchor:[0-9]{1,18}(:|$)' THEN split_part(t.business_key, ':', 2)::bigint END
  LEFT JOIN LATERAL (SELECT index FROM anchors WHERE root = b.root AND transaction_hash = t.transaction_hash LIMIT 1) a ON true`;

/** The relayer's transactions, newest first; `after` is the id of the last one of the page before. */
export async function listTransactions(
  ctx: Pick<Ctx, "tx">,
  { filter, kind = null, after, limit }: PageOfQueue,
): Promise<{ items: QueueEntry[]; next: string | null }> {
  const rows = await selectRows<QueueRow>(
    ctx,
    `SELECT t.id, t.business_key, b.root AS batch_root, a.index AS anchor_index, t.sender, t.state, t.problem_code, t.problem_detail, t.blocked_reason, t.nonce,
       t.transaction_hash, t.block_number, chain_finality(t.block_number) AS finality, t.gas_used,
       t.gas_used * t.effective_gas_price AS cost_wei, t.created_at, t.sent_at, t.updated_at, t.asked, t.asked_of,
       (SELECT count(*) FROM transaction_attempts a WHERE a.transaction_id = t.id) AS attempt_count,
       (SELECT jsonb_agg(jsonb_build_object('hash', a.hash, 'nonce', a.nonce, 'max_fee', a.max_fee_per_gas::text,
            'max_priority_fee', a.max_priority_fee_per_gas::text, 'signed_at', a.created_at, 'kind', a.kind) ORDER BY a.created_at DESC, a.max_fee_per_gas DESC)
          FROM (SELECT * FROM transaction_attempts WHERE transaction_id = t.id
                ORDER BY created_at DESC, max_fee_per_gas DESC LIMIT ${SHOWN_ATTEMPTS}) AS a) AS attempts
     FROM transactions t ${ANCHORED}
     WHERE ($1::bigint IS NULL OR t.id < $1) AND ${filter === "open" ? OPEN : "($4::text IS NULL OR t.state = $4)"}
       AND ($3::text IS NULL OR ${KIND} = $3)
     ORDER BY t.id DESC LIMIT $2`,
    filter === "open" ? [after, limit + 1, kind] : [after, limit + 1, kind, filter],
  );
  const items = rows.slice(0, limit).map(viewOf);
  return { items, next: rows.length > limit ? String(items.at(-1)?.id) : null };
}

/** A nonce and a form, and no block yet. */
const WAITING: ReadonlySet<QueueState> = new Set(["signed", "sent"]);

/** What the contract or the node said in words, else what it waits for. */
function reasonIn({ problem_code, problem_detail, blocked_reason }: QueueRow): string | null {
  const problem = problem_code === null ? null : { code: problem_code, detail: problem_detail ?? "" };
  return reasonOf({ problem }) ?? blocked_reason;
}

function viewOf(row: QueueRow): QueueEntry {
  return {
    id: Number(row.id),
    purpose: purposeOf(row.business_key, row.batch_root),
    anchorIndex: row.anchor_index === null ? null : Number(row.anchor_index),
    sender: row.sender,
    state: row.state,
    reason: reasonIn(row),
    nonce: row.nonce === null ? null : Number(row.nonce),
    attempts: (row.attempts ?? []).map(({ hash, nonce, kind, max_fee, max_priority_fee, signed_at }) => ({
      hash,
      nonce,
      kind,
      maxFeePerGasWei: max_fee,
      maxPriorityFeePerGasWei: max_priority_fee,
      signedAt: new Date(signed_at).toISOString(),
    })),
    attemptCount: Number(row.attempt_count),
    asked: WAITING.has(row.state) && row.asked_of === row.attempts?.[0]?.hash ? row.asked : null,
    transactionHash: row.transaction_hash,
    blockNumber: row.block_number === null ? null : Number(row.block_number),
    finality: row.finality,
    gasUsed: row.gas_used === null ? null : Number(row.gas_used),
    costWei: row.cost_wei,
    createdAt: row.created_at.toISOString(),
    sentAt: row.sent_at?.toISOString() ?? null,
    updatedAt: row.updated_at.toISOString(),
  };
}
