import { fault } from "../../../platform/faults.ts";
import { applyChunk, type Change } from "./apply-chunk.ts";
import type { BlockRef, Header } from "./blocks.ts";
import { MovedChainError, prepareChunk } from "./chunk.ts";
import type { Cursor } from "./cursor.store.ts";
import type { Follower } from "./follower.ts";
import { linkedHeaders } from "./linked.ts";
import { EMPTY_BATCH, joinBatches, type LogBatch } from "./node/log-batch.ts";
import { countsAt, IncompleteError } from "./proof/counts.ts";
import { receiptLogs } from "./proof/receipt-logs.ts";

/**
 * The next block, by its hash. Its bloom filter says whether it can hold anything of ours at all; when it can, the contracts are asked in
 * the same moment how many rows there must be, and nothing is stored that they do not confirm.
 */
export async function readNext(follower: Follower, cursor: Cursor, block: Header, head: Header): Promise<void> {
  const { node, feed, mayHoldOurs } = follower;
  const mayHold = block.logsBloom === null || mayHoldOurs(block.logsBloom);
  const isCounted = feed.counters.length > 0;
  const [answer, expected] = mayHold
    ? await Promise.all([node.logsOf(feed.filter, block), isCounted ? countsAt(node, feed.counters, block) : null])
    : [EMPTY_BATCH, null];
  // A filter that says "perhaps" makes an empty answer worth a second look.
  const isDoubtful = mayHold && block.logsBloom !== null && answer.count === 0;
  const logs = isDoubtful ? ((await receiptLogs(follower, block.number, block.number)) ?? answer) : answer;
  await fault("indexer.after_fetch");
  const state = cursor.state === "ready" ? "ready" : "loading";
  await store(follower, cursor, logs, { ancestor: cursor.indexed, tip: block, extraBlocks: [block], head, expected, state });
}

/** Blocks of one window: each costs a question, and all are in memory at once. */
export const WINDOW_BLOCKS = 64;

/**
 * A few blocks, each linked to its parent and its logs asked for by its hash: the replacement of a reorg, and gaps of heads that were missed. Read
 * first, then put in the place of what was there in one transaction. Of a longer replacement this is the first part.
 */
export async function readWindow(
  follower: Follower,
  cursor: Cursor,
  head: Header,
  { ancestor, newBase }: { ancestor: BlockRef; newBase?: BlockRef },
): Promise<void> {
  const { node, feed, mayHoldOurs } = follower;
  const to = Math.min(head.number, ancestor.number + WINDOW_BLOCKS);
  const place = { ancestor, head, ...(newBase ? { newBase } : {}) };
  if (to <= ancestor.number)
    return store(follower, cursor, EMPTY_BATCH, { ...place, tip: ancestor, extraBlocks: [], expected: null, state: "loading" });

  const tip = to === head.number ? head : await node.header(to);
  if (!tip) throw new MovedChainError(`block ${to} is gone`);
  const headers = await linkedHeaders(node, ancestor, tip);
  const filled = headers.filter(({ logsBloom }) => logsBloom === null || mayHoldOurs(logsBloom));
  const isCounted = to === head.number && feed.counters.length > 0;
  const [logs, expected] = await Promise.all([
    Promise.all(filled.map((header) => node.logsOf(feed.filter, header))),
    isCounted ? countsAt(node, feed.counters, tip) : null,
  ]);
  await fault("indexer.after_fetch");
  const state = expected && cursor.state === "ready" ? "ready" : "loading";
  await store(follower, cursor, joinBatches(logs), { ...place, tip, extraBlocks: headers, expected, state });
}

interface Place extends Omit<Change, "chunk"> {
  ancestor: BlockRef;
  tip: BlockRef;
  extraBlocks: readonly Header[];
}

/**
 * Stores what was read. When the contracts count other rows, the node's index of logs left something out: its receipts are asked instead, and
 * when they do not hold it either, the rows are stored as incomplete, to be healed later.
 */
async function store(follower: Follower, cursor: Cursor, logs: LogBatch, { ancestor, tip, extraBlocks, ...change }: Place): Promise<void> {
  const apply = async (from: LogBatch, more: Partial<Change> = {}): Promise<void> => {
    const blocks = extraBlocks.map((block) => ({ ...block, logCount: 0 }));
    const chunk = await prepareChunk(follower.node, follower.tables, { ancestor, tip, logs: from, extraBlocks: blocks });
    await applyChunk(follower, cursor, { ...change, ...more, chunk });
  };
  try {
    return await apply(logs);
  } catch (error) {
    if (!(error instanceof IncompleteError)) throw error;
    const found = await receiptLogs(follower, ancestor.number + 1, tip.number);
    try {
      if (found) return await apply(found, { healedLogs: Math.max(0, found.count - logs.count) });
    } catch (again) {
      if (!(again instanceof IncompleteError)) throw again;
    }
    await apply(logs, { expected: null, state: "incomplete", reason: `Rows are missing: ${error.message}.` });
  }
}
