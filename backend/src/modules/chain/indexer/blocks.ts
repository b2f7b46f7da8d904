import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";

/** Names one block of one branch of the chain. */
export interface BlockRef {
  number: number;
  hash: Hex32;
  /** Seconds since 1970. */
  timestamp: number;
}

export interface Header extends BlockRef {
  parentHash: Hex32;
}

/** A log as the node gave it; the pair of block hash and log index is its identity. */
export interface RawLog {
  blockNumber: number;
  blockHash: Hex32;
  /** Null when the node leaves it out of logs. */
  blockTimestamp: number | null;
  transactionHash: Hex32;
  logIndex: number;
  address: Address;
  topics: readonly Hex32[];
  data: `0x${string}`;
}

/** A block to be stored; the parent is unknown for blocks that were final when first seen. */
export interface StoredBlock extends BlockRef {
  parentHash: Hex32 | null;
  logCount: number;
}

/** The node's own word on how settled its chain is; null where it has none. */
export interface Tips {
  head: Header;
  safe: Header | null;
  final: Header | null;
}

export function isSameBlock(one: BlockRef, other: BlockRef): boolean {
  return one.number === other.number && one.hash === other.hash;
}
