import { selectRows, type Ctx } from "../../../platform/context.ts";
import { fault } from "../../../platform/faults.ts";
import { publish } from "../../../platform/outbox.ts";
import { toBytes } from "../bytes.ts";
import { type BlockRef, type Tips } from "./blocks.ts";
import { deleteAbove, insertBlocks, insertLogs, pruneBlocks } from "./blocks.store.ts";
import { lockCursor, updateCursor, type Cursor } from "./cursor.store.ts";
import { decodeLog, project } from "./decode.ts";
import { advanceFinality } from "./finality.ts";
import type { AnyProjection, ProjectedRow } from "./projection.ts";
import type { Chunk } from "./read-chunk.ts";

/** Empty blocks kept below finality, so that a deep reorg finds its ancestor quickly. */
const KEPT_BELOW_FINAL = 256;

export interface Change {
  /** Where the cursor stood when the chunk was read. */
  expected: BlockRef;
  chunk: Chunk;
  tips: Tips;
  /** Set when the chain was replaced: the new block at the base. */
  newBase?: BlockRef;
}

export interface Projecting {
  projections: readonly AnyProjection[];
  /** Called in the transaction of every undo, with the last block that stays. */
  onReorg(ctx: Ctx, ancestorNumber: number): Promise<void>;
}

/**
 * Moves the read model to the end of a chunk, in the caller's transaction: undoes what the chunk replaces, stores its logs, projects them and
 * moves the cursor. All or nothing, and only if the cursor still stands where the chunk was read for.
 *
 * @throws {StaleCursorError}
 */
export async function applyChunk(
  ctx: Ctx,
  { projections, onReorg }: Projecting,
  { expected, chunk, tips, newBase }: Change,
): Promise<Cursor> {
  const cursor = await lockCursor(ctx, expected);
  const isReorg = chunk.ancestor.number < cursor.indexed.number || newBase !== undefined;
  if (isReorg) {
    const kept = newBase ? newBase.number - 1 : chunk.ancestor.number;
    await undoAbove(ctx, projections, cursor, kept);
    await onReorg(ctx, kept);
  }
  if (newBase) await insertBlocks(ctx, [{ ...newBase, parentHash: null, logCount: 0 }]);
  await fault("indexer.after_undo");

  await insertBlocks(ctx, chunk.blocks);
  await insertLogs(ctx, chunk.logs);
  await fault("indexer.mid_apply");
  await projectLogs(ctx, projections, chunk);

  const { next, step } = advanceFinality(cursor, { ancestor: chunk.ancestor, tip: chunk.tip, tips, isReorg });
  await updateCursor(ctx, next);
  for (const projection of projections) await projection.onFinality?.(ctx, step);
  if (next.final) await pruneBlocks(ctx, { below: next.final.number - KEPT_BELOW_FINAL, base: next.baseNumber });
  publish(ctx, { type: "chain", head: next.head.number, final: next.final?.number ?? null });
  await fault("indexer.before_commit");
  return next;
}

async function undoAbove(ctx: Ctx, projections: readonly AnyProjection[], cursor: Cursor, number: number): Promise<void> {
  for (const projection of projections) {
    const rows = await selectRows<never>(
      ctx,
      `WITH gone AS (DELETE FROM ${projection.table} WHERE block_number > $1 RETURNING *) SELECT * FROM gone ORDER BY block_number, log_index`,
      [number],
    );
    if (rows.length > 0) await projection.onUndone?.(ctx, rows);
  }
  const logsRemoved = await deleteAbove(ctx, number);
  const belowFinal = cursor.final !== null && number < cursor.final.number;
  await ctx.tx.query(
    `INSERT INTO chain_reorgs (seen_at, ancestor_number, from_number, from_hash, logs_removed, below_final) VALUES ($1, $2, $3, $4, $5, $6)`,
    [ctx.clock.now(), number, cursor.indexed.number, toBytes(cursor.indexed.hash), logsRemoved, belowFinal],
  );
  ctx.log.warn({ ancestor: number, from: cursor.indexed.number, logsRemoved, belowFinal }, "the chain was reorganised");
}

async function projectLogs(ctx: Ctx, projections: readonly AnyProjection[], { logs }: Chunk): Promise<void> {
  const events = logs.flatMap((log) => decodeLog(log, log.blockTimestamp ?? 0) ?? []);
  for (const projection of projections) {
    const rows = project(projection, events);
    if (rows.length === 0) continue;
    await insertRows(ctx, projection.table, rows);
    await projection.onIndexed?.(ctx, rows as never[]);
  }
}

/** Inserts rows of any projection; the table itself says what the values mean. */
export async function insertRows({ tx }: Pick<Ctx, "tx">, table: string, rows: readonly ProjectedRow[]): Promise<void> {
  await tx.query(`INSERT INTO ${table} SELECT * FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)`, [JSON.stringify(rows)]);
}
