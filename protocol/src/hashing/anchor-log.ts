import { concatHex, keccak256, numberToHex } from "viem/utils";
import type { Address, Hex32 } from "../schemas/primitives.ts";

/** What the contract puts into its log when somebody anchors a root. */
export interface LogEntry {
  root: Hex32;
  author: Address;
  /** Block time, seconds since 1970. */
  timestamp: number;
}

/**
 * Leaf hash of the contract's log: keccak256(0x00 ‖ root ‖ author ‖ uint96 timestamp). It is a finished leaf hash of the Merkle
 * tree, so who anchored and when are as fixed as what.
 *
 * @example
 * rootOf(entries.map(logLeaf)); // equals SupplyChain.head()
 */
export function logLeaf({ root, author, timestamp }: LogEntry): Hex32 {
  return keccak256(concatHex(["0x00", root, author, numberToHex(timestamp, { size: 12 })])) as Hex32;
}
