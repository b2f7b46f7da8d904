import { createHash } from "node:crypto";
import { keccak256 } from "ethers";
import type { Peak } from "../checker/merkle.ts";

/** A log as nodes answer it. */
export interface ModelLog {
  address: string;
  topics: readonly string[];
  data: string;
  blockNumber: string;
  blockHash: string;
  blockTimestamp: string;
  transactionHash: string;
  transactionIndex: string;
  logIndex: string;
  removed: false;
}

export interface ModelUnit {
  holder: string;
  seq: number;
  isOpen: boolean;
}

/** The contract after a block. Never changed: the next block has its own. */
export interface ModelState {
  peaks: readonly Peak[];
  size: number;
  units: ReadonlyMap<string, ModelUnit>;
}

export interface ModelBlock {
  number: number;
  hash: string;
  parentHash: string;
  timestamp: number;
  bloom: string;
  logs: readonly ModelLog[];
  state: ModelState;
}

/** Any 32 bytes of its own for each text; faster than what the chain uses, and nobody recomputes it. */
export function hashOf(text: string): string {
  return `0x${createHash("sha256").update(text).digest("hex")}`;
}

/** The 2,048-bit filter over addresses and topics of a block's logs (Ethereum yellow paper, section 4.3.1). */
export function bloomOf(logs: readonly Pick<ModelLog, "address" | "topics">[]): string {
  const bits = Buffer.alloc(256);
  for (const item of new Set(logs.flatMap(({ address, topics }) => [address, ...topics]))) {
    for (const bit of bitsOf(item)) {
      const byte = 255 - (bit >> 3);
      bits[byte] = (bits[byte] ?? 0) | (1 << (bit & 7));
    }
  }
  return `0x${bits.toString("hex")}`;
}

/** The same few addresses and event signatures come again and again, and hashing is what a model run spends its time on. */
const known = new Map<string, readonly number[]>();
const KNOWN = 10_000;

function bitsOf(item: string): readonly number[] {
  const before = known.get(item);
  if (before) return before;
  const hash = Buffer.from(keccak256(item).slice(2), "hex");
  const bits = [0, 2, 4].map((at) => hash.readUInt16BE(at) & 2047);
  if (known.size < KNOWN) known.set(item, bits);
  return bits;
}
