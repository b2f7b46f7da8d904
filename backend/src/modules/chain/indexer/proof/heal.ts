import { fault } from "../../../../platform/faults.ts";
import { writeMessages } from "../../../../platform/outbox.ts";
import type { Header } from "../blocks.ts";
import { MovedChainError, prepareChunk } from "../chunk.ts";
import { moveCursor, type Cursor } from "../cursor.store.ts";
import { hookCtx, type Follower } from "../follower.ts";
import { joinBatches, type LogBatch } from "../node/log-batch.ts";
import { RpcAnswerError } from "../node/rpc.ts";
import { BLOCK_COLUMNS, LOG_COLUMNS } from "../store/log-rows.ts";
import { countsAt, type Counts } from "./counts.ts";

/** Rows of each counted table up to a block. */
export async function countRows({ connection, feed }: Follower, upTo?: number): Promise<Counts> {
  const counted: [string, number][] = [];
  for (const { table } of feed.counters) {
    const [row] = await connection.query<{ count: string }[]>(
      `SELECT count(*) FROM "${table}"${upTo === undefined ? "" : " WHERE block_number <= $1"}`,
      upTo === undefined ? [] : [upTo],
    );
    counted.push([table, Number(row?.count)]);
  }
  return Object.fromEntries(counted);
}

interface Bound {
  number: number;
  /** What contract and table hold too much or too little of, up to this block. */
  contract: Counts;
  rows: Counts;
}

/**
 * Every block in which the rows differ from what the contracts count, by halving between a block where all is well and the last one. Costs two
 * questions for each halving and finds all of them in one pass.
 */
export async function findWrongBlocks(follower: Follower, { from, to }: { from: number; to: number }): Promise<Header[]> {
  const { node, feed } = follower;
  const boundAt = async (number: number): Promise<Bound & { header: Header }> => {
    const header = await node.header(number);
    if (!header) throw new Error(`the node has no block ${number} below its own head`);
    const [contract, rows] = [await countsAt(node, feed.counters, header), await countRows(follower, number)];
    return { number, contract, rows, header };
  };
  const wrong: Header[] = [];
  const search = async (low: Bound, high: Bound & { header: Header }): Promise<void> => {
    if (feed.counters.every(({ table }) => grown(low, high, table, "contract") === grown(low, high, table, "rows"))) return;
    if (high.number - low.number <= 1) return void wrong.push(high.header);
    const middle = await boundAt(Math.floor((low.number + high.number) / 2));
    await search(low, middle);
    await search(middle, high);
  };
  const none = Object.fromEntries(feed.counters.map(({ table }) => [table, 0]));
  const low = from < feed.fromBlock ? { number: feed.fromBlock - 1, contract: none, rows: none } : await boundAt(from);
  await search(low, await boundAt(to));
  return wrong;
}

function grown(low: Bound, high: Bound, table: string, of: "contract" | "rows"): number {
  return (high[of][table] ?? 0) - (low[of][table] ?? 0);
}

/**
 * Reads blocks anew, from their receipts where the node has them, and puts them in the place of what is stored of them, all in one transaction:
 * rows that are wrong in one block may stand in the way of right ones in another.
 */
export async function rereadBlocks(follower: Follower, cursor: Cursor, blocks: readonly Header[]): Promise<Cursor> {
  const { node, feed } = follower;
  const batches: LogBatch[] = [];
  for (const block of blocks)
    batches.push(
      await node.receiptLogsOf(feed.filter, block).catch((error: unknown) => {
        if (error instanceof RpcAnswerError) return node.logsOf(feed.filter, block);
        throw error;
      }),
    );
  // Blocks of a branch that we have not followed yet must not get in by this way.
  if ((await node.header(cursor.indexed.number))?.hash !== cursor.indexed.hash)
    throw new MovedChainError("the chain changed while blocks were read again");
  return replaceBlocks(follower, cursor, blocks, joinBatches(batches));
}

async function replaceBlocks(follower: Follower, cursor: Cursor, blocks: readonly Header[], logs: LogBatch): Promise<Cursor> {
  const [first] = blocks;
  if (!first) return cursor;
  const { connection, tables, publishes, clock, node, feed, log } = follower;
  const numbers = blocks.map(({ number }) => number);
  const place = { ancestor: first, tip: first, logs, extraBlocks: blocks.map((block) => ({ ...block, logCount: 0 })) };
  const chunk = await prepareChunk(node, tables, place);
  const ctx = hookCtx(follower);
  const next = await connection.inTransaction(async () => {
    for (const table of tables) {
      const gone = await connection.query<never[]>(`DELETE FROM "${table.name}" WHERE block_number = ANY($1) RETURNING *`, [numbers]);
      if (publishes && gone.length > 0) await table.hooks?.onUndone?.(ctx, gone);
    }
    const stored = await connection.query<unknown[]>("DELETE FROM chain_logs WHERE block_number = ANY($1) RETURNING 1", [numbers]);
    await connection.query("DELETE FROM chain_blocks WHERE number = ANY($1)", [numbers]);
    if (chunk.blocks) await connection.copy("chain_blocks", BLOCK_COLUMNS, chunk.blocks);
    if (chunk.logs) await connection.copy("chain_logs", LOG_COLUMNS, chunk.logs);
    for (const { table, copy, rows } of chunk.tables) {
      if (copy) await connection.copy(table.name, table.columns, copy);
      if (publishes) await table.hooks?.onIndexed?.(ctx, rows as never[]);
    }
    const found = Math.max(0, logs.count - stored.length);
    const healed = { ...cursor, counts: { ...cursor.counts, ...(await countRows(follower)) }, healedLogs: cursor.healedLogs + found };
    await moveCursor(connection, cursor.indexed, healed, clock.now());
    if (publishes) await writeMessages(ctx);
    await fault("indexer.mid_heal");
    return healed;
  });
  follower.cursor = next;
  log.warn(
    { feed: feed.schema, blocks: blocks.length, from: first.number, found: next.healedLogs - cursor.healedLogs },
    "blocks were read again",
  );
  return next;
}
