import type { BlockRef, Header } from "./blocks.ts";
import { isSameBlock } from "./blocks.ts";
import type { ChainSource } from "./source.ts";

export type Ancestry =
  /** The node's chain continues (or is still at) the block we have indexed. */
  | { kind: "continues" }
  /** The node has not yet got as far as we have, on the same branch. */
  | { kind: "behind"; at: BlockRef }
  /** Another branch: this is the last block that both have. */
  | { kind: "forked"; ancestor: BlockRef }
  /** Not even the base is the same: this is another chain. */
  | { kind: "replaced"; base: Header };

export interface AncestryQuestion {
  indexed: BlockRef;
  head: Header;
  baseNumber: number;
  /** Stored blocks at or below a number, highest first. */
  storedDown(from: number, limit: number): Promise<BlockRef[]>;
}

/** Blocks compared per look into the store. */
const PAGE = 64;

/**
 * How the node's chain relates to what is indexed, by comparing stored hashes with the node's. A head lower than ours is not
 * a reorg until a hash differs. The search has no depth limit: it ends at the base.
 */
export async function findAncestry(source: ChainSource, { indexed, head, baseNumber, storedDown }: AncestryQuestion): Promise<Ancestry> {
  if (isSameBlock(head, indexed)) return { kind: "continues" };
  if (head.number === indexed.number + 1 && head.parentHash === indexed.hash) return { kind: "continues" };
  if (head.number > indexed.number) {
    const header = await source.header(indexed.number);
    if (header?.hash === indexed.hash) return { kind: "continues" };
  }
  for (let from = Math.min(indexed.number, head.number); from >= baseNumber;) {
    const stored = await storedDown(from, PAGE);
    for (const block of stored) {
      const header = block.number === head.number ? head : await source.header(block.number);
      if (header === null) throw new Error(`the node has no block ${block.number} below its own head`);
      if (header.hash !== block.hash) continue;
      return block.number === head.number ? { kind: "behind", at: block } : { kind: "forked", ancestor: block };
    }
    const last = stored.at(-1);
    if (!last) break;
    from = last.number - 1;
  }
  const base = await source.header(baseNumber);
  if (!base) throw new Error(`the node's chain does not reach block ${baseNumber} yet`);
  return { kind: "replaced", base };
}
