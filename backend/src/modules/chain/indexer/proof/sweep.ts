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
}

const SWEEP_MILLISECONDS = 15_000;
/** Young blocks whose hashes are compared each time: a reorg that was missed shows there. */
const YOUNG_BLOCKS = 64;
/** Blocks whose receipts are counted each time: those that are new, and some of the old ones in turn, over and over. */
const NEW_BLOCKS = 256;
const OLD_BLOCKS = 32;

/** A sweeper that shares nothing with the way blocks came in: hashes by number, logs by receipts, rows by counting. */
export function createSweep(follower: Follower): Sweep {
  let sweptAt = follower.clock.now().getTime();
  const before = follower.feed.fromBlock - 1;
  let [newest, oldest] = [before, before];

  const sweep = async (): Promise<boolean> => {
    const { cursor, connection, node } = follower;
    if (cursor?.state !== "ready") return false;
    const { number } = cursor.indexed;
    let mended = 0;
    for (const block of await listBlocks(connection, number - YOUNG_BLOCKS, number)) {
      const header = await node.header(block.number);
      if (header && header.hash !== block.hash) mended += await mend(follower, header, "its hash is another one now");
    }
    const until = Math.min(number, newest + NEW_BLOCKS);
    for (; newest < until; newest++) mended += await audit(follower, newest + 1);
    if (oldest >= newest) oldest = before;
    for (const end = Math.min(newest, oldest + OLD_BLOCKS); oldest < end; oldest++) mended += await audit(follower, oldest + 1);
    const drift = differing(await countRows(follower), follower.cursor?.counts ?? {});
    if (drift && follower.cursor)
      await setState(follower, follower.cursor, { state: "loading", reason: `Rows were changed from outside: ${drift}.` });
    return mended > 0 || drift !== null;
  };
  return {
    async turn() {
      const now = follower.clock.now().getTime();
      if (now - sweptAt < SWEEP_MILLISECONDS) return false;
      sweptAt = now;
      return sweep();
    },
  };
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
