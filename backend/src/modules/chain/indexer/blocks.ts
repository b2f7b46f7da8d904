import type { Hex32 } from "@waybill/protocol/schemas/primitives";

/** Names one block of one branch of the chain. */
export interface BlockRef {
  number: number;
  hash: Hex32;
  /** Seconds since 1970. */
  timestamp: number;
}

export interface Header extends BlockRef {
  parentHash: Hex32;
  /** Which contracts can have logs in the block; null where the node leaves it out. */
  logsBloom: `0x${string}` | null;
  /** What the block's receipts must hash to; null where the node leaves it out. */
  receiptsRoot: Hex32 | null;
}

/** A block to be stored; the parent is unknown for blocks that were not read header by header. */
export interface StoredBlock extends BlockRef {
  parentHash: Hex32 | null;
  logCount: number;
}

/** The node's own word on how settled its chain is; null where it has none. */
export interface Tips {
  safe: Header | null;
  final: Header | null;
}

export function isSameBlock(one: BlockRef, other: BlockRef): boolean {
  return one.number === other.number && one.hash === other.hash;
}

export function refOf({ number, hash, timestamp }: BlockRef): BlockRef {
  return { number, hash, timestamp };
}
