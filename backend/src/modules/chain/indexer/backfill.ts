import { fault } from "../../../platform/faults.ts";
import { applyChunk } from "./apply-chunk.ts";
import type { BlockRef, Header } from "./blocks.ts";
import { lastBlockOf, MovedChainError, prepareChunk, type Chunk } from "./chunk.ts";
import type { Cursor } from "./cursor.store.ts";
import type { Follower } from "./follower.ts";
import { EMPTY_BATCH, type LogBatch } from "./node/log-batch.ts";
import { giveBuffer } from "./store/buffer-pool.ts";
import { RpcAnswerError } from "./node/rpc.ts";

/** Ranges asked for ahead of the one that is written. With the size of an answer this bounds memory. */
const IN_FLIGHT = 2;

/**
 * Reads everything up to the head as fast as the node answers: ranges are fetched ahead, made into rows while the database writes the one
 * before, and written in order, each with its cursor. A chunk ends at the block of its last log, whose hash the log itself tells, so that
 * no header is asked for on the way. What a reorg changes meanwhile is undone by the next step like any other.
 *
 * @throws {MovedChainError}
 */
export async function backfill(follower: Follower, from: Cursor, head: Header): Promise<Cursor> {
  const { node, tables } = follower;
  let next = from.indexed.number + 1;
  let read: BlockRef = from.indexed;
  const inFlight: Promise<LogBatch[]>[] = [];
  const fetchMore = (): void => {
    while (inFlight.length < IN_FLIGHT && next <= head.number) {
      const to = Math.min(head.number, next + follower.sizer.blocks() - 1);
      const answer = fetchRange(follower, next, to);
      // Whoever waits for it gets the error; nobody may be waiting yet.
      answer.catch(() => undefined);
      inFlight.push(answer);
      next = to + 1;
    }
  };
  const apply = (cursor: Cursor, chunk: Chunk) => applyChunk(follower, cursor, { chunk, head, expected: null, state: "loading" });

  fetchMore();
  let written = Promise.resolve(from);
  try {
    while (inFlight.length > 0) {
      const answers = await inFlight.shift()!;
      fetchMore();
      await fault("indexer.after_fetch");
      for (const logs of answers) {
        if (logs.count === 0) continue;
        const tip = await lastBlockOf(node, logs);
        const chunk = await prepareChunk(node, tables, { ancestor: read, tip, logs });
        giveBuffer(logs.bytes);
        read = tip;
        const cursor = await written;
        written = apply(cursor, chunk);
        written.catch(() => undefined);
      }
    }
  } finally {
    // The connection does one thing at a time: nobody goes on before the write in hand has ended.
    await written.catch(() => undefined);
  }
  const cursor = await written;
  // Had the chain changed while it was read, the head would be another block now.
  if ((await node.header(head.number))?.hash !== head.hash)
    throw new MovedChainError(`block ${head.number} changed while the chain was read`);
  follower.seen = { head, at: follower.clock.now().getTime() };
  if (cursor.indexed.number >= head.number) return cursor;
  const extraBlocks = [{ ...head, logCount: 0 }];
  return apply(cursor, await prepareChunk(node, tables, { ancestor: read, tip: head, logs: EMPTY_BATCH, extraBlocks }));
}

/** One range; what the node refuses as too large is asked for in halves. */
async function fetchRange(follower: Follower, from: number, to: number): Promise<LogBatch[]> {
  const { node, feed, sizer } = follower;
  try {
    const logs = await node.logsBetween(feed.filter, from, to);
    sizer.answered(to - from + 1, logs.bytes.length);
    return [logs];
  } catch (error) {
    if (!(error instanceof RpcAnswerError) || from === to) throw error;
    sizer.refused(to - from + 1);
    const middle = Math.floor((from + to) / 2);
    return [...(await fetchRange(follower, from, middle)), ...(await fetchRange(follower, middle + 1, to))];
  }
}
