import { fault } from "../../../platform/faults.ts";
import { publish, writeMessages } from "../../../platform/outbox.ts";
import { toBytes } from "../bytes.ts";
import type { BlockRef } from "./blocks.ts";
import { refOf } from "./blocks.ts";
import type { Chunk } from "./chunk.ts";
import { moveCursor, type Cursor, type FeedState } from "./cursor.store.ts";
import { hookCtx, type Follower } from "./follower.ts";
import { differing, IncompleteError, type Counts } from "./proof/counts.ts";
import { giveBuffer } from "./store/buffer-pool.ts";
import { BLOCK_COLUMNS, LOG_COLUMNS } from "./store/log-rows.ts";
import { undoAbove } from "./undo.ts";

export interface Change {
  chunk: Chunk;
  head: BlockRef;
  /** What the contracts' counters say at the chunk's tip; null when they were not asked. */
  expected: Counts | null;
  /** The feed's state once the chunk is stored. */
  state: FeedState;
  reason?: string | null;
  /** Set when the chain was replaced: the new block at the base. */
  newBase?: BlockRef;
  healedLogs?: number;
}

/**
 * Moves a feed to the end of a chunk in one transaction: undoes what the chunk replaces, stores its logs and rows, and moves the cursor. All or
 * nothing, and only if the cursor still stands where the chunk was read for and the contracts count the same rows.
 *
 * @throws {StaleCursorError} {@link IncompleteError}
 */
export async function applyChunk(follower: Follower, cursor: Cursor, change: Change): Promise<Cursor> {
  const { connection, clock, publishes } = follower;
  const { chunk, head, expected, newBase } = change;
  const kept = newBase ? newBase.number - 1 : chunk.ancestor.number;
  const isReorg = kept < cursor.indexed.number;
  const ctx = hookCtx(follower);
  const next = await connection.inTransaction(async () => {
    const undone = isReorg ? await undoAbove(follower, ctx, cursor.counts, kept) : null;
    await fault("indexer.after_undo");
    await store(follower, chunk, newBase);
    await fault("indexer.mid_apply");
    const counts = add(undone?.counts ?? cursor.counts, chunk);
    const wrong = expected && differing(expected, counts);
    if (wrong) throw new IncompleteError(wrong);
    const moved = movedCursor(cursor, { ...change, counts, kept: isReorg ? kept : null });
    if (publishes) {
      for (const { table, rows } of chunk.tables) await table.hooks?.onIndexed?.(ctx, rows as never[]);
      publish(ctx, { type: "chain", head: head.number, final: moved.final?.number ?? null });
    }
    await moveCursor(connection, cursor.indexed, moved, clock.now());
    if (undone) await recordReorg(follower, cursor, { kept, chunk, removed: undone.logsRemoved });
    if (publishes) await writeMessages(ctx);
    await fault("indexer.before_commit");
    return moved;
  });
  for (const rows of [chunk.blocks, chunk.logs, ...chunk.tables.map(({ copy }) => copy)]) giveBuffer(rows);
  follower.cursor = next;
  return next;
}

async function store({ connection }: Follower, { blocks, logs, tables }: Chunk, newBase: BlockRef | undefined): Promise<void> {
  if (newBase)
    await connection.query("INSERT INTO chain_blocks (number, hash, parent_hash, timestamp, log_count) VALUES ($1, $2, NULL, $3, 0)", [
      newBase.number,
      toBytes(newBase.hash),
      newBase.timestamp,
    ]);
  if (blocks) await connection.copy("chain_blocks", BLOCK_COLUMNS, blocks);
  if (logs) await connection.copy("chain_logs", LOG_COLUMNS, logs);
  for (const { table, copy } of tables) if (copy) await connection.copy(table.name, table.columns, copy);
}

function add(counts: Counts, { tables }: Chunk): Counts {
  const sum = { ...counts };
  for (const { table, count } of tables) if (table.name in sum) sum[table.name] = (sum[table.name] ?? 0) + count;
  return sum;
}

function movedCursor(
  cursor: Cursor,
  { chunk, head, expected, state, reason = null, counts, kept, newBase, healedLogs = 0 }: Change & { counts: Counts; kept: number | null },
): Cursor {
  const ancestor = newBase ?? chunk.ancestor;
  const back = (ref: BlockRef | null) => (kept !== null && ref && ref.number > ancestor.number ? refOf(ancestor) : ref);
  const proven = kept !== null && cursor.provenNumber !== null ? Math.min(cursor.provenNumber, ancestor.number) : cursor.provenNumber;
  return {
    ...cursor,
    indexed: refOf(chunk.tip),
    head: refOf(head),
    safe: back(cursor.safe),
    final: back(cursor.final),
    state,
    reason,
    counts,
    provenNumber: expected ? chunk.tip.number : proven,
    healedLogs: cursor.healedLogs + healedLogs,
  };
}

interface Reorg {
  kept: number;
  chunk: Chunk;
  removed: number;
}

async function recordReorg({ connection, clock, log }: Follower, cursor: Cursor, { kept, chunk, removed }: Reorg): Promise<void> {
  const belowFinal = cursor.final !== null && kept < cursor.final.number;
  await connection.query(
    `INSERT INTO chain_reorgs (seen_at, ancestor_number, from_number, from_hash, to_number, logs_removed, logs_added, below_final)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [clock.now(), kept, cursor.indexed.number, toBytes(cursor.indexed.hash), chunk.tip.number, removed, chunk.logCount, belowFinal],
  );
  log.warn({ ancestor: kept, from: cursor.indexed.number, to: chunk.tip.number, removed, belowFinal }, "the chain was reorganised");
}
