import type { BlockRef, Header } from "./blocks.ts";
import { isSameBlock } from "./blocks.ts";
import type { Cursor } from "./cursor.store.ts";
import type { ChainNode } from "./node/chain-node.ts";
import { middleBlock } from "./store/blocks.ts";
import type { Sql } from "./store/connection.ts";

export type Ancestry =
  /** The node's chain continues (or is still at) the block we have indexed. */
  | { kind: "continues" }
  /** The node has not yet got as far as we have, on the same branch as far as we can tell; this is the last block that both surely have. */
  | { kind: "behind"; at: BlockRef }
  /** Another branch: this is the last block that both have, as far as we remember blocks. */
  | { kind: "forked"; ancestor: BlockRef }
  /** Not even the base is the same: this is another chain. */
  | { kind: "replaced"; base: Header };

/**
 * How the node's chain relates to what is indexed, by comparing stored hashes with the node's. A head lower than ours is not a reorg until a
 * hash differs. Stored blocks are shared up to some block and differ above it, so the last shared one is found by halving, at any depth.
 */
export async function findAncestry(
  node: ChainNode,
  sql: Sql,
  { indexed, baseNumber, safe, final }: Cursor,
  head: Header,
): Promise<Ancestry> {
  if (isSameBlock(head, indexed)) return { kind: "continues" };
  if (head.number === indexed.number + 1 && head.parentHash === indexed.hash) return { kind: "continues" };
  const isShared = async (block: BlockRef): Promise<boolean> => {
    const header = block.number === head.number ? head : await node.header(block.number);
    if (header === null) throw new Error(`the node has no block ${block.number} below its own head`);
    return header.hash === block.hash;
  };
  if (head.number > indexed.number && (await isShared(indexed))) return { kind: "continues" };

  let shared: BlockRef | null = null;
  let isForked = head.number >= indexed.number;
  let [from, to] = [baseNumber, Math.min(indexed.number, head.number)];
  for (let block = await middleBlock(sql, from, to); block; block = await middleBlock(sql, from, to)) {
    if (await isShared(block)) {
      shared = block;
      from = block.number + 1;
    } else {
      to = block.number - 1;
      isForked = true;
    }
  }
  // What was final once is known by its hash, too, and far above the last block with a log on a quiet chain.
  for (const known of [final, safe])
    if (known && known.number > (shared?.number ?? -1) && known.number <= to && (await isShared(known))) shared = known;
  // Not every empty block is stored: only one that differs tells of another branch.
  if (shared) return isForked ? { kind: "forked", ancestor: shared } : { kind: "behind", at: shared };
  const base = await node.header(baseNumber);
  if (!base) throw new Error(`the node's chain does not reach block ${baseNumber} yet`);
  return { kind: "replaced", base };
}
