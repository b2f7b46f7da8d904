import type { Hex } from "viem";
import type { MerklePath } from "../schemas/bundle.ts";
import type { Hex32 } from "../schemas/primitives.ts";
import { keccak } from "./keccak.ts";
import { climb, levelsWith, pathIn, type LevelsOf } from "./merkle-shape.ts";

/**
 * Merkle trees of the shape of RFC 6962 (section 2.1) over keccak256. Every function takes leaf *hashes*; `leafHash` makes them.
 * So the same code serves batches (leaf = a 32-byte value) and the contract's log (leaf = root, author and time).
 */

/** Hash of the tree without leaves: keccak256 of nothing (RFC 6962, section 2.1). */
export const EMPTY_ROOT = keccak("0x");

/** keccak256(0x00 ‖ data). The prefix keeps a leaf from being read as an inner node. */
export function leafHash(data: Hex): Hex32 {
  return keccak("0x00", data);
}

/** keccak256(0x01 ‖ left ‖ right). */
export function nodeHash(left: Hex32, right: Hex32): Hex32 {
  return keccak("0x01", left, right);
}

/** All levels of a tree, leaves first. Build it once when many proofs of one tree are needed. */
export type TreeLevels = LevelsOf<Hex32>;

export function levelsOf(leaves: readonly Hex32[]): TreeLevels {
  return levelsWith(nodeHash, leaves);
}

/**
 * Root over leaf hashes, in order.
 *
 * @example
 * rootOf([leafHash("0x01"), leafHash("0x02")]); // nodeHash of the two
 */
export function rootOf(leaves: readonly Hex32[]): Hex32 {
  return levelsOf(leaves).at(-1)?.[0] ?? EMPTY_ROOT;
}

/** Audit path of the leaf at `index` (RFC 6962, section 2.1.1). Throws RangeError when there is no such leaf. */
export function inclusionProof(leaves: readonly Hex32[], index: number): MerklePath {
  return inclusionProofIn(levelsOf(leaves), index);
}

/** The same from levels that were built before: logarithmic time. */
export function inclusionProofIn(levels: TreeLevels, index: number): MerklePath {
  return pathIn(levels, index);
}

/**
 * Root that a leaf hash and its audit path lead to, or undefined when index, size and length of the path do not belong together.
 */
export function rootFromPath(leaf: Hex32, { index, size, path }: MerklePath): Hex32 | undefined {
  return climb(nodeHash, leaf, { index, size, path: path as Hex32[] });
}

/** True when `leaf` (a leaf hash) is at `proof.index` of the tree of `proof.size` leaves with this root. */
export function verifyInclusion(leaf: Hex32, proof: MerklePath, root: Hex32): boolean {
  return rootFromPath(leaf, proof) === root;
}
