import type { Address, Hex32 } from "../schemas/primitives.ts";
import { keccak } from "./keccak.ts";

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
  return keccak("0x00", root, author, `0x${timestamp.toString(16).padStart(24, "0")}`);
}
