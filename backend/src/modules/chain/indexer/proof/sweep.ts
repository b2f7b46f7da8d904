import type { Follower } from "../follower.ts";
import type { Header } from "../blocks.ts";
import { listBlocks } from "../store/blocks.ts";
import { setState } from "../set-state.ts";
import { BrokenReceiptsError } from "../node/chain-node.ts";
import { RpcAnswerError } from "../node/rpc.ts";
import { differing } from "./counts.ts";
import { countRows, rereadBlocks } from "./heal.ts";

/** Looks again, later and independently, at what was indexed. */
export interface Sweep {
  /** Does a piece of work when it is time for one; answers whether anything was mended. */
  turn(): Promise<boolean>;
  /** Whether a sweep was begun and goes on with the next turn. */
  isUnderWay(): boolean;
}

const SWEEP_MILLISECONDS = 15_000;
/** Young blocks whose hashes are compared each time: a reorg that was missed shows there. */
const YOUNG_BLOCKS = 64;
/** Blocks whose receipts are counted each time: those that are new, and some of the old ones in turn, over and over. */
const NEW_BLOCKS = 256;
const OLD_BLOCKS = 32;

/** Counting all rows takes at most this share of the time. */
const COUNTING_SHARE = 0.01;

/**
 * A sweeper that shares nothing with the way blocks came in: hashes by number, logs by receipts, rows by counting.
 *
 * @param makesWay Asked after each piece of work, with the milliseconds of this turn; the next turn goes on where this one stopped.
 */
export function createSweep(follower: Follower, makesWay: (milliseconds: number) => boolean = () => false): Sweep {
  let sweptAt = follower.clock.now().getTime();
  let round: AsyncGenerator<number> | null = null;
  let countsAgainAt = 0;
  const before = follower.feed.fromBlock - 1;
  let [newest, oldest] = [before, before];

  /** Yields after each block what it mended there. */
  async function* sweep(): AsyncGenerator<number> {
    const { cursor, connection, node } = follower;
    if (cursor?.state !== "ready") return;
    const { number } = cursor.indexed;
    for (const block of await listBlocks(connection, number - YOUNG_BLOCKS, number)) {
      const header = await node.header(block.number);
      yield header && header.hash !== block.hash ? await mend(follower, header, "its hash is another one now") : 0;
    }
    for (const until = Math.min(number, newest + NEW_BLOCKS); newest < until; newest++) yield await audit(follower, newest + 1);
    if (oldest >= newest) oldest = before;
    for (const until = Math.min(newest, oldest + OLD_BLOCKS); oldest < until; oldest++) yield await audit(follower, oldest + 1);
    const started = performance.now();
    if (started < countsAgainAt) return;
    yield await checkCounts(follower);
    const ended = performance.now();
    countsAgainAt = ended + (ended - started) / COUNTING_SHARE;
  }
  /** Goes on until it has to make way; answers what was mended. */
  const work = async (going: AsyncGenerator<number>): Promise<number> => {
    const started = performance.now();
    for (let mended = 0; ;) {
      const { done, value } = await going.next();
      if (done) round = null;
      else mended += value;
      if (done || makesWay(performance.now() - started)) return mended;
    }
  };
  return {
    isUnderWay: () => round !== null,
    async turn() {
      const now = follower.clock.now().getTime();
      if (!round) {
        if (now - sweptAt < SWEEP_MILLISECONDS) return false;
        sweptAt = now;
      }
      round ??= sweep();
      try {
        return (await work(round)) > 0;
      } catch (error) {
        round = null;
        throw error;
      }
    },
  };
}

/** Rows that were changed from outside are found by counting them; answers 1 when they were. */
async function checkCounts(follower: Follower): Promise<number> {
  const { cursor } = follower;
  const drift = cursor && differing(await countRows(follower), cursor.counts);
  if (!cursor || !drift) return 0;
  await setState(follower, cursor, { state: "loading", reason: `Rows were changed from outside: ${drift}.` });
  return 1;
}

/** Compares one block's stored logs with its receipts; answers 1 when they had to be mended. */
async function audit(follower: Follower, number: number): Promise<number> {
  const { node, feed, mayHoldOurs, connection } = follower;
  const header = await node.header(number);
  if (!header || (header.logsBloom !== null && !mayHoldOurs(header.logsBloom))) return 0;
  try {
    const { count } = await node.receiptLogsOf(feed.filter, header);
    const [stored] = await connection.query<{ count: string }[]>("SELECT count(*) FROM chain_logs WHERE block_number = $1", [number]);
    return count === Number(stored?.count) ? 0 : await mend(follower, header, `its receipts hold ${count} logs, not ${stored?.count}`);
  } catch (error) {
    // A node that gives no receipts, or no longer those of old blocks, can't be audited.
    if (error instanceof RpcAnswerError || error instanceof BrokenReceiptsError) return 0;
    throw error;
  }
}

async function mend(follower: Follower, header: Header, reason: string): Promise<number> {
  const { cursor, feed, log } = follower;
  if (!cursor) return 0;
  log.warn({ feed: feed.schema, block: header.number }, `block ${header.number} is read again: ${reason}`);
  await rereadBlocks(follower, cursor, [header]);
  return 1;
}
