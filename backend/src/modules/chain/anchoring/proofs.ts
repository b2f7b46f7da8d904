import { batchLeaves } from "@waybill/protocol/hashing/batch";
import { inclusionProofIn, levelsOf, type TreeLevels } from "@waybill/protocol/hashing/merkle-tree";
import type { StatementState } from "@waybill/protocol/schemas/api/traceability";
import type { AnchorEntry, Anchoring, HistoryEntry, HistoryProof } from "@waybill/protocol/schemas/bundle";
import type { Address, Hex32, Subject } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import type { LogSnapshot, LogView } from "./log-view.ts";

type Reading = Pick<Ctx, "tx">;

/** Where a leaf of one of our batches stands, and the first anchor of that batch by its own author. */
interface LeafRow {
  value: Hex32;
  batch_id: string;
  position: number;
  index: string | null;
  root: Hex32;
  author: Address;
  timestamp: string | null;
  leaf: Hex32 | null;
  block_number: string | null;
  block_hash: Hex32 | null;
  transaction_hash: Hex32 | null;
  finality: StatementState;
}

const LEAVES = `
  SELECT l.value, l.subject, l.entry_count, l.batch_id, l.position, b.root, b.author, a.index, a.timestamp, a.leaf, a.block_number, a.block_hash,
    a.transaction_hash, chain_finality(a.block_number) AS finality
  FROM batch_leaves l JOIN batches b ON b.id = l.batch_id
  LEFT JOIN LATERAL (SELECT * FROM anchors WHERE root = b.root AND author = b.author ORDER BY index LIMIT 1) a ON true`;

export interface StatementProgress {
  state: StatementState;
  anchor: { index: number; transactionHash: Hex32; blockNumber: number; timestamp: string } | null;
}

/** Where statements stand on their way to a final anchor. Statements without a batch are absent. */
export async function stateOf(ctx: Reading, commitments: readonly Hex32[]): Promise<Map<Hex32, StatementProgress>> {
  const rows = await leavesOf(ctx, commitments);
  return new Map(rows.map((row) => [row.value, { state: row.finality, anchor: placeOf(row) }]));
}

function placeOf({ index, transaction_hash, block_number, timestamp }: LeafRow): StatementProgress["anchor"] {
  if (index === null || transaction_hash === null) return null;
  return {
    index: Number(index),
    transactionHash: transaction_hash,
    blockNumber: Number(block_number),
    timestamp: new Date(Number(timestamp) * 1_000).toISOString(),
  };
}

/** Proof of each commitment down to the log's head. Those that are not on chain yet are absent. */
export async function anchoringsOf(ctx: Reading, log: LogView, commitments: readonly Hex32[]): Promise<Map<Hex32, Anchoring>> {
  const rows = (await leavesOf(ctx, commitments)).filter(({ index }) => index !== null);
  const prove = await createProver(ctx, log, rows);
  return new Map(rows.flatMap((row) => prove(row).map((proof) => [row.value, proof] as const)));
}

async function leavesOf(ctx: Reading, commitments: readonly Hex32[]): Promise<LeafRow[]> {
  if (commitments.length === 0) return [];
  // Written out, so that each side is answered from its own index.
  const where = "(l.kind = 'commitment' AND l.value = ANY($1)) OR (l.kind = 'record' AND l.value = ANY($1))";
  return selectRows<LeafRow>(ctx, `${LEAVES} WHERE ${where}`, [commitments]);
}

interface HistoryRow extends LeafRow {
  subject: Subject;
  entry_count: number;
  salt: Hex32;
  entries: HistoryEntry[];
}

/** The newest anchored head of each subject's history, with all entries that it covers. Subjects without one are absent. */
export async function historyProofs(ctx: Reading, log: LogView, subjects: readonly string[]): Promise<HistoryProof[]> {
  if (subjects.length === 0) return [];
  const rows = await selectRows<HistoryRow>(
    ctx,
    `WITH newest AS (
       SELECT DISTINCT ON (l.subject) l.* FROM (${LEAVES}) l
       WHERE l.subject = ANY($1) AND l.index IS NOT NULL ORDER BY l.subject, l.batch_id DESC
     )
     SELECT n.*, h.salt, (
       SELECT jsonb_agg(jsonb_build_object('commitment', e.commitment, 'corrects', e.corrects) ORDER BY e.position)
       FROM history_entries e WHERE e.subject = n.subject AND e.position < n.entry_count) AS entries
     FROM newest n JOIN histories h ON h.subject = n.subject ORDER BY n.subject`,
    [[...new Set(subjects)]],
  );
  const prove = await createProver(ctx, log, rows);
  return rows.flatMap((row) => prove(row).map((anchoring) => ({ subject: row.subject, salt: row.salt, entries: row.entries, anchoring })));
}

type Prove = (row: LeafRow) => Anchoring[];

/**
 * Reads the batches of these leaves and the log once; the proofs are then pure hashing. A batch whose leaves do not lead to its root any
 * more has lost some: it proves nothing, and everything else is still answered.
 */
async function createProver(ctx: Reading, log: LogView, rows: readonly LeafRow[]): Promise<Prove> {
  const batches = await batchTrees(ctx, [...new Set(rows.map((row) => row.batch_id))]);
  const snapshot = await log(ctx);
  return (row) => {
    const levels = batches.get(row.batch_id);
    if (levels?.at(-1)?.[0] !== row.root) return [];
    const anchor = anchorEntry(row, snapshot);
    // An entry that left the log between the two queries is not anchored now.
    return anchor ? [{ inclusion: inclusionProofIn(levels, row.position), anchor }] : [];
  };
}

async function batchTrees(ctx: Reading, batchIds: readonly string[]): Promise<Map<string, TreeLevels>> {
  const rows = await selectRows<{ batch_id: string; values: Hex32[] }>(
    ctx,
    `SELECT batch_id, array_agg(value ORDER BY position) AS values FROM batch_leaves WHERE batch_id = ANY($1) GROUP BY batch_id`,
    [batchIds],
  );
  const leavesFrom = ([previousRoot, ...commitments]: readonly Hex32[]) =>
    previousRoot ? batchLeaves({ previousRoot, commitments, historyLeaves: [] }) : [];
  return new Map(rows.map(({ batch_id, values }) => [batch_id, levelsOf(leavesFrom(values))]));
}

/**
 * The anchor with its proof. A final entry is proven against all that is final, which no reorg can take back; a younger one against the
 * log as it was with itself as its last entry.
 */
function anchorEntry(row: LeafRow, { tree, finalSize }: LogSnapshot): AnchorEntry | null {
  const index = Number(row.index);
  if (row.leaf === null || tree.leafAt(index) !== row.leaf || row.block_hash === null || row.transaction_hash === null) return null;
  const size = index < finalSize ? finalSize : index + 1;
  return {
    root: row.root,
    author: row.author,
    timestamp: Number(row.timestamp),
    entry: tree.proofAt(index, size),
    frontier: tree.peaksAt(size),
    blockNumber: Number(row.block_number),
    blockHash: row.block_hash,
    transactionHash: row.transaction_hash,
  };
}
