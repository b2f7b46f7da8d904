import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { ZERO_HEX32 } from "@waybill/protocol/hashing/history";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import { newSalt } from "../../../platform/ids.ts";
import { NO_ROOT, type BatchDraft, type HistoryHead, type UnitToList } from "./batch.domain.ts";

/** Batches are made one at a time, since each holds the root of the one before. */
const BATCH_LOCK = 9_292_458;

/** Takes the right to make the next batch, until the transaction ends. */
export async function lockBatches({ tx }: Pick<Ctx, "tx">): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock($1)", [BATCH_LOCK]);
}

/** Number and root of the newest batch. */
export async function lastBatch(ctx: Pick<Ctx, "tx">): Promise<{ id: number; root: Hex32 }> {
  const [row] = await selectRows<{ id: string; root: Hex32 }>(ctx, "SELECT id, root FROM batches ORDER BY id DESC LIMIT 1");
  return row ? { id: Number(row.id), root: row.root } : { id: 0, root: NO_ROOT };
}

/** State of each subject's history; those without one get a salt for good. */
export async function loadHistories(ctx: Ctx, subjects: readonly string[]): Promise<Map<string, HistoryHead>> {
  const fresh = subjects.map((subject) => ({ subject, salt: newSalt(ctx.random) }));
  await ctx.tx.query(
    `INSERT INTO histories (subject, salt, entry_count, head) SELECT s.subject, s.salt, 0, $2
     FROM jsonb_to_recordset($1::jsonb) AS s(subject text, salt text) ON CONFLICT DO NOTHING`,
    [JSON.stringify(fresh), ZERO_HEX32],
  );
  const rows = await selectRows<{ subject: string; salt: Hex32; entry_count: number; head: Hex32 }>(
    ctx,
    "SELECT subject, salt, entry_count, head FROM histories WHERE subject = ANY($1)",
    [subjects],
  );
  return new Map(rows.map(({ subject, salt, entry_count: count, head }) => [subject, { salt, count, head }]));
}

/** Those of the units that no history lists yet, each once. */
export async function unlistedUnits(ctx: Pick<Ctx, "tx">, units: readonly UnitToList[]): Promise<UnitToList[]> {
  if (units.length === 0) return [];
  return selectRows(
    ctx,
    `SELECT DISTINCT u.subject, u.unit FROM jsonb_to_recordset($1::jsonb) AS u(subject text, unit text)
     WHERE NOT EXISTS (SELECT FROM history_entries e WHERE e.subject = u.subject AND e.commitment = u.unit) ORDER BY u.subject, u.unit`,
    [JSON.stringify(units)],
  );
}

/** Stores a batch with its leaves, and moves the histories on. */
export async function insertBatch(ctx: Ctx, { id, author, draft }: { id: number; author: Address; draft: BatchDraft }): Promise<void> {
  const leaves = [
    { kind: "previous", value: draft.previousRoot },
    ...draft.commitments.map((value) => ({ kind: draft.records.has(value) ? "record" : "commitment", value })),
    ...draft.histories.map(({ leaf, subject, count }) => ({ kind: "history", value: leaf, subject, entry_count: count })),
  ].map((leaf, position) => ({ batch_id: id, position, subject: null, entry_count: null, ...leaf }));
  await ctx.tx.query(
    `INSERT INTO batches (id, author, previous_root, root, leaf_count, statement_count, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [id, author, draft.previousRoot, draft.root, leaves.length, draft.commitments.length - draft.records.size, ctx.clock.now()],
  );
  await ctx.tx.query("INSERT INTO batch_leaves SELECT * FROM jsonb_populate_recordset(NULL::batch_leaves, $1::jsonb)", [
    JSON.stringify(leaves),
  ]);
  await ctx.tx.query("INSERT INTO history_entries SELECT * FROM jsonb_populate_recordset(NULL::history_entries, $1::jsonb)", [
    JSON.stringify(draft.entries),
  ]);
  await ctx.tx.query(
    `UPDATE histories AS h SET entry_count = n.count, head = n.head
     FROM jsonb_to_recordset($1::jsonb) AS n(subject text, count integer, head text) WHERE h.subject = n.subject`,
    [JSON.stringify(draft.histories)],
  );
}

/** Times before which failures count: of transactions that never had a nonce, and of those that cost something. */
export interface FailedBefore {
  free: Date;
  paid: Date;
}

/** Batches whose transaction failed, or was reverted for good, before a time; locked, so that two processes don't retry one. */
export async function lockFailedBatches(ctx: Ctx, { free, paid }: FailedBefore, limit: number): Promise<{ id: number; root: Hex32 }[]> {
  const rows = await selectRows<{ id: string; root: Hex32 }>(
    ctx,
    `SELECT b.id, b.root FROM transactions t JOIN batches b ON t.business_key = 'anchor:' || b.id
     WHERE (t.state = 'failed' OR (t.state = 'reverted' AND t.settled)) AND t.role = 'relayer'
       AND t.updated_at <= CASE WHEN t.state = 'failed' AND t.tries = 0 THEN $1::timestamptz ELSE $2::timestamptz END
     ORDER BY b.id LIMIT $3 FOR UPDATE OF b SKIP LOCKED`,
    [free, paid, limit],
  );
  return rows.map(({ id, root }) => ({ id: Number(id), root }));
}

/** A root counts only when its batch's author anchored it, so the author is whoever's key sends it. */
export async function setBatchAuthor(ctx: Ctx, id: number, author: Address): Promise<void> {
  await ctx.tx.query("UPDATE batches SET author = $2 WHERE id = $1 AND author <> $2", [id, author]);
}
