import type { AnchorCost } from "@waybill/protocol/schemas/api/chain-status";
import type { Finality, Hex32 } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../platform/context.ts";

type Reading = Pick<Ctx, "tx">;

/** When statements were captured, as their module knows it; unknown commitments are absent. */
export type CaptureTimes = (ctx: Reading, commitments: readonly Hex32[]) => Promise<ReadonlyMap<Hex32, Date>>;

interface CostRow {
  index: string;
  timestamp: string;
  block_number: string;
  transaction_hash: Hex32;
  finality: Finality;
  statement_count: number | null;
  batched_at: Date | null;
  first_commitment: Hex32 | null;
  gas_used: string | null;
  cost_wei: string | null;
  final_at: Date | null;
}

// The first commitment of a batch is its oldest, and stands behind the root of the batch before.
const COSTS = `
  SELECT a.index, a.timestamp, a.block_number, a.transaction_hash, chain_finality(a.block_number) AS finality, b.statement_count,
    b.created_at AS batched_at, l.value AS first_commitment, t.gas_used, t.gas_used * t.effective_gas_price AS cost_wei,
    CASE WHEN t.state = 'final' THEN t.updated_at END AS final_at
  FROM anchors a
  LEFT JOIN batches b ON b.root = a.root AND b.author = a.author
  LEFT JOIN batch_leaves l ON l.batch_id = b.id AND l.position = 1
  LEFT JOIN transactions t ON t.transaction_hash = a.transaction_hash`;

/** What anchors cost and how long they took, newest first; `after` is the index of the last one of the page before. */
export async function listAnchorCosts(
  ctx: Reading,
  captureTimes: CaptureTimes,
  { after, limit, isOurs = null }: { after: number | null; limit: number; isOurs?: boolean | null },
): Promise<{ items: AnchorCost[]; next: string | null }> {
  const rows = await selectRows<CostRow>(
    ctx,
    `${COSTS} WHERE ($1::bigint IS NULL OR a.index < $1) AND ($3::boolean IS NULL OR (b.id IS NOT NULL) = $3) ORDER BY a.index DESC LIMIT $2`,
    [after, limit + 1, isOurs],
  );
  const shown = rows.slice(0, limit);
  const captured = await captureTimes(
    ctx,
    shown.flatMap((row) => row.first_commitment ?? []),
  );
  const items = shown.map((row) => viewOf(row, row.first_commitment === null ? null : (captured.get(row.first_commitment) ?? null)));
  return { items, next: rows.length > limit ? String(items.at(-1)?.index) : null };
}

/** Statements that are in batches whose anchor is not on chain yet, and the oldest of them. */
export async function countUnsettled(ctx: Reading, captureTimes: CaptureTimes): Promise<{ count: number; oldestCapturedAt: Date | null }> {
  const [row] = await selectRows<{ count: string | null; first: Hex32 | null }>(
    ctx,
    `SELECT sum(b.statement_count) AS count, (array_agg(l.value ORDER BY b.id))[1] AS first
     FROM transactions t
     JOIN batches b ON b.id = CASE WHEN t.business_key ~ '^anchor:[0-9]{1,18}(:|$)' THEN split_part(t.business_key, ':', 2)::bigint END
     JOIN batch_leaves l ON l.batch_id = b.id AND l.position = 1
     WHERE t.business_key LIKE 'anchor:%' AND t.state IN ('queued', 'signed', 'sent', 'unknown', 'failed', 'reverted')`,
  );
  const first = row?.first ?? null;
  const oldestCapturedAt = first === null ? null : ((await captureTimes(ctx, [first])).get(first) ?? null);
  return { count: Number(row?.count ?? 0), oldestCapturedAt };
}

function viewOf(row: CostRow, capturedAt: Date | null): AnchorCost {
  const costWei = row.statement_count === null ? null : row.cost_wei;
  return {
    index: Number(row.index),
    transactionHash: row.transaction_hash,
    blockNumber: Number(row.block_number),
    finality: row.finality,
    statements: row.statement_count,
    gasUsed: row.gas_used === null ? null : Number(row.gas_used),
    costWei,
    costPerStatementWei: costWei !== null && row.statement_count ? (BigInt(costWei) / BigInt(row.statement_count)).toString() : null,
    capturedAt: capturedAt?.toISOString() ?? null,
    batchedAt: row.batched_at?.toISOString() ?? null,
    includedAt: new Date(Number(row.timestamp) * 1_000).toISOString(),
    finalAt: row.final_at?.toISOString() ?? null,
  };
}
