import type { Header } from "../blocks.ts";
import { linkedHeaders } from "../linked.ts";
import type { Cursor } from "../cursor.store.ts";
import type { Follower } from "../follower.ts";
import { BrokenReceiptsError } from "../node/chain-node.ts";
import { RpcAnswerError } from "../node/rpc.ts";
import { setState } from "../set-state.ts";
import { startOver } from "../start-over.ts";
import { finishIndexes } from "../store/indexes.ts";
import type { Outcome } from "../step.ts";
import { countsAt, differing } from "./counts.ts";
import { countRows, findWrongBlocks, rereadBlocks } from "./heal.ts";

/** Proofs that may fail in a row before more than what they name is read again. */
const PATIENCE = 3;

/**
 * At the head and not known to be complete: asks the contracts' own state, and only what they confirm becomes ready. A difference is narrowed
 * down to its blocks, which are read anew.
 */
export async function settle(follower: Follower, cursor: Cursor): Promise<Outcome> {
  const { connection, feed, node, proofs } = follower;
  await finishIndexes(follower);
  const { indexed } = cursor;
  const counted = await countRows(follower);
  const missing = feed.counters.length > 0 ? differing(await countsAt(node, feed.counters, indexed), counted) : null;
  if (missing) {
    const marked = await setState(follower, cursor, { state: "incomplete", reason: `Rows are missing: ${missing}.`, counts: counted });
    return healCounts(follower, marked);
  }
  for (const proof of proofs) {
    const since = cursor.provenNumber ?? feed.fromBlock - 1;
    const difference = await proof.check({ sql: connection, node, block: indexed, since, header: (number) => existing(follower, number) });
    if (!difference) continue;
    const marked = await setState(follower, cursor, { state: "incomplete", reason: difference.reason });
    if (++follower.failedProofs % PATIENCE === 0) return (await startOver(follower, difference.reason.replace(/\.$/, "")), "moved");
    return reread(follower, marked, difference);
  }
  follower.failedProofs = 0;
  const isProven = feed.counters.length + proofs.length > 0;
  await setState(follower, cursor, {
    state: "ready",
    reason: null,
    counts: counted,
    ...(isProven ? { provenNumber: indexed.number } : {}),
  });
  return "moved";
}

async function healCounts(follower: Follower, cursor: Cursor): Promise<Outcome> {
  const { feed } = follower;
  const proven = cursor.provenNumber ?? feed.fromBlock - 1;
  try {
    const wrong = await findWrongBlocks(follower, { from: proven, to: cursor.indexed.number });
    // What was proven once may have been changed since.
    const all = wrong.length > 0 ? wrong : await findWrongBlocks(follower, { from: feed.fromBlock - 1, to: cursor.indexed.number });
    await rereadBlocks(follower, cursor, all);
    return all.length > 0 && differing(await countRows(follower), cursor.counts) !== null ? "moved" : "incomplete";
  } catch (error) {
    // A node without old state can't tell where rows are missing: what it gives now is read again.
    if (error instanceof BrokenReceiptsError) return "incomplete";
    if (!(error instanceof RpcAnswerError)) throw error;
    return reread(follower, cursor, { from: proven + 1, to: cursor.indexed.number });
  }
}

async function existing({ node }: Follower, number: number): Promise<Header> {
  const header = await node.header(number);
  if (!header) throw new Error(`the node has no block ${number} below its own head`);
  return header;
}

/** Blocks read anew in one go when nothing narrows them down. */
const MOST_BLOCKS = 1_000;

async function reread(follower: Follower, cursor: Cursor, { from, to }: { from: number; to: number }): Promise<Outcome> {
  const first = Math.max(from, to - MOST_BLOCKS + 1);
  const headers = await linkedHeaders(follower.node, { number: first - 1 }, await existing(follower, to));
  await rereadBlocks(
    follower,
    cursor,
    headers.filter(({ logsBloom }) => logsBloom === null || follower.mayHoldOurs(logsBloom)),
  );
  return "incomplete";
}
