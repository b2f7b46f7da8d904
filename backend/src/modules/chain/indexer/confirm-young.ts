import type { Header } from "./blocks.ts";
import type { Cursor } from "./cursor.store.ts";
import type { Follower } from "./follower.ts";
import { linkedHeaders } from "./linked.ts";
import { readWindow } from "./read.ts";
import { listBlocks } from "./store/blocks.ts";

/** A chain that calls nothing final for longer than this is confirmed in its last part only; the sweep sees to the rest. */
const MOST_BLOCKS = 512;

/**
 * A backfill reads by range, and a range may be answered from a branch that a reorg has left. Above the final block that is possible still: blocks
 * with logs there must be the head's own ancestors, or that part is read again block by block.
 */
export async function confirmYoung(follower: Follower, cursor: Cursor, head: Header): Promise<void> {
  const { node, connection } = follower;
  const tips = await node.tips(head);
  follower.tips = { of: head.hash, ...tips };
  const final = Math.max(tips.final?.number ?? cursor.baseNumber, cursor.baseNumber, head.number - MOST_BLOCKS);
  const young = (await listBlocks(connection, final + 1, head.number)).filter(({ hash }) => hash !== head.hash);
  const [lowest] = young;
  if (!lowest) return;
  const headers = new Map((await linkedHeaders(node, { number: lowest.number - 1 }, head)).map((header) => [header.number, header.hash]));
  if (young.every(({ number, hash }) => headers.get(number) === hash)) return;
  const ancestor = tips.final ?? (await node.header(final));
  if (ancestor && ancestor.number < cursor.indexed.number) await readWindow(follower, cursor, head, { ancestor });
}
