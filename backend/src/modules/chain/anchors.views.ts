import type { AnchorView, Party, SearchHit } from "@waybill/protocol/schemas/api/traceability";
import type { Address, Finality, Hex32 } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../platform/context.ts";

type Reading = Pick<Ctx, "tx">;

/** Names of accounts, as identity knows them. */
export type PartiesByAccount = (ctx: Reading, accounts: readonly Address[]) => Promise<ReadonlyMap<Address, Party>>;

interface AnchorRow {
  index: string;
  root: Hex32;
  author: Address;
  timestamp: string;
  block_number: string;
  block_hash: Hex32;
  transaction_hash: Hex32;
  gas_used: string | null;
  finality: Finality;
  previous_root: Hex32 | null;
  leaf_count: number | null;
  statement_count: number | null;
  is_checkpoint: boolean;
  commitments: Hex32[] | null;
}

const ANCHORS = `
  SELECT a.index, a.root, a.author, a.timestamp, a.block_number, a.block_hash, a.transaction_hash, t.gas_used,
    chain_finality(a.block_number) AS finality,
    EXISTS (SELECT FROM checkpoint_anchors c WHERE c.index = a.index) AS is_checkpoint, b.previous_root, b.leaf_count, b.statement_count,
    (SELECT array_agg(l.value ORDER BY l.position) FROM batch_leaves l WHERE l.batch_id = b.id AND l.kind = 'commitment') AS commitments
  FROM anchors a
  LEFT JOIN batches b ON b.root = a.root AND b.author = a.author
  LEFT JOIN transactions t ON t.transaction_hash = a.transaction_hash`;

/** Newest first; `after` is the index of the last anchor of the page before. */
export async function listAnchors(ctx: Reading, parties: PartiesByAccount, { after, limit }: { after: number | null; limit: number }) {
  const rows = await selectRows<AnchorRow>(ctx, `${ANCHORS} WHERE $1::bigint IS NULL OR a.index < $1 ORDER BY a.index DESC LIMIT $2`, [
    after,
    limit + 1,
  ]);
  const items = await viewsOf(ctx, parties, rows.slice(0, limit));
  return { items, next: rows.length > limit ? String(items.at(-1)?.index) : null };
}

export async function findAnchor(ctx: Reading, parties: PartiesByAccount, index: number): Promise<AnchorView | undefined> {
  return (await viewsOf(ctx, parties, await selectRows<AnchorRow>(ctx, `${ANCHORS} WHERE a.index = $1`, [index])))[0];
}

async function viewsOf(ctx: Reading, parties: PartiesByAccount, rows: readonly AnchorRow[]): Promise<AnchorView[]> {
  const authors = await parties(ctx, [...new Set(rows.map((row) => row.author))]);
  return rows.map((row) => ({
    index: Number(row.index),
    root: row.root,
    author: authors.get(row.author) ?? { account: row.author, name: null, gln: null, country: null },
    timestamp: new Date(Number(row.timestamp) * 1_000).toISOString(),
    blockNumber: Number(row.block_number),
    blockHash: row.block_hash,
    transactionHash: row.transaction_hash,
    gasUsed: row.gas_used === null ? null : Number(row.gas_used),
    finality: row.finality,
    isCheckpoint: row.is_checkpoint,
    batch:
      row.previous_root === null
        ? null
        : {
            previousRoot: row.previous_root,
            leaves: row.leaf_count ?? 0,
            statements: row.statement_count ?? 0,
            commitments: row.commitments ?? [],
          },
  }));
}

/** Anchors by index, root or transaction, and our own transactions by hash. */
export async function searchChain(ctx: Reading, text: string): Promise<SearchHit[]> {
  const query = text.trim().toLowerCase();
  const index = /^#?(\d{1,15})$/.exec(query)?.[1] ?? null;
  const hash = /^0x[0-9a-f]{64}$/.test(query) ? query : null;
  if (index === null && hash === null) return [];
  const anchors = await selectRows<{ index: string }>(
    ctx,
    "SELECT index FROM anchors WHERE index = $1 OR root = $2 OR transaction_hash = $2 OR leaf = $2 ORDER BY index DESC LIMIT 10",
    [index, hash],
  );
  const transactions =
    hash === null ? [] : await selectRows<{ hash: string }>(ctx, "SELECT hash FROM transaction_attempts WHERE hash = $1", [hash]);
  return [
    ...anchors.map((row): SearchHit => ({ kind: "anchor", label: `Anchor ${row.index}`, value: row.index })),
    ...transactions.map((row): SearchHit => ({ kind: "transaction", label: "Transaction", value: row.hash })),
  ];
}
