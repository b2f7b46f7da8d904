import type { Header } from "./blocks.ts";
import type { Cursor } from "./cursor.store.ts";
import type { Follower } from "./follower.ts";
import { linkedHeaders } from "./linked.ts";
import { BrokenReceiptsError } from "./node/chain-node.ts";
import { rereadBlocks } from "./proof/heal.ts";
import type { Sql } from "./store/connection.ts";

/** A chain that calls nothing final for longer than this is confirmed in its last part only; the sweep sees to the rest. */
const MOST_BLOCKS = 512;
/** Blocks below the final one that are confirmed, too, where the contracts do not count everything: nodes may differ on what is final. */
const MARGIN_BLOCKS = 64;

/**
 * A backfill reads by range, and a range may be answered from a branch that a reorg has left, or by a node that is late. Near the head that is
 * possible still: blocks with logs there must be the head's own ancestors, and where events are not counted by a contract, the filters of all
 * blocks there must agree with what was found. What does not agree is read again by its hash.
 *
 * @returns whether all is as it should be; false when something was read again
 */
export async function confirmYoung(follower: Follower, cursor: Cursor, head: Header): Promise<boolean> {
  const { node, connection, mayHoldOurs } = follower;
  const tips = await node.tips(head);
  follower.tips = { of: head.hash, ...tips };
  const margin = isCounted(follower) ? 0 : MARGIN_BLOCKS;
  const from = Math.max((tips.final?.number ?? 0) - margin, cursor.baseNumber, head.number - MOST_BLOCKS) + 1;
  const stored = await filledBlocks(connection, from, head.number);
  const [lowest = Infinity] = stored.keys();
  const first = isCounted(follower) ? lowest : from;
  if (first > head.number) return true;
  const headers = await linkedHeaders(node, { number: first - 1 }, head);
  const isAsStored = ({ number, hash, logsBloom }: Header) =>
    stored.has(number) ? stored.get(number) === hash : logsBloom === null || !mayHoldOurs(logsBloom) || follower.knownEmpty.has(hash);
  const doubtful = headers.filter((header) => !isAsStored(header));
  if (doubtful.length === 0) return true;
  try {
    await rereadBlocks(follower, cursor, doubtful);
  } catch (error) {
    // What the node's receipts lack the contracts' counters will miss.
    if (error instanceof BrokenReceiptsError) return true;
    throw error;
  }
  // A filter may say "perhaps" of a block that holds nothing of ours; what was asked by its hash is not doubted again.
  follower.knownEmpty = new Set(headers.map(({ hash }) => hash));
  return false;
}

/** Whether the contracts count every event of the feed. */
function isCounted({ feed, tables }: Follower): boolean {
  return feed.filter.topics !== null && tables.every(({ name }) => feed.counters.some(({ table }) => table === name));
}

/** Hash by number of the blocks with logs, lowest first. */
async function filledBlocks(sql: Sql, from: number, to: number): Promise<Map<number, string>> {
  const rows = await sql.query<{ number: string; hash: Buffer }[]>(
    "SELECT number, hash FROM chain_blocks WHERE number BETWEEN $1 AND $2 AND log_count > 0 ORDER BY number",
    [from, to],
  );
  return new Map(rows.map(({ number, hash }) => [Number(number), `0x${hash.toString("hex")}`]));
}
