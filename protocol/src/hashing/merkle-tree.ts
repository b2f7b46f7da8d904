import type { Hex } from "viem";
import type { MerklePath } from "../schemas/bundle.ts";
import type { Hex32 } from "../schemas/primitives.ts";
import { keccak } from "./keccak.ts";

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
export type TreeLevels = readonly (readonly Hex32[])[];

/**
 * Levels of the tree over `leaves`. A node without a right neighbour moves up unchanged, which gives the splits of RFC 6962:
 * the left part of any subtree holds the largest power of two smaller than its size.
 */
export function levelsOf(leaves: readonly Hex32[]): TreeLevels {
  const levels: Hex32[][] = [[...leaves]];
  for (let level = levels[0]!; level.length > 1; levels.push(level)) {
    const below = level;
    level = [];
    for (let i = 0; i < below.length; i += 2) {
      const right = below[i + 1];
      level.push(right === undefined ? below[i]! : nodeHash(below[i]!, right));
    }
  }
  return levels;
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
  const size = levels[0]?.length ?? 0;
  if (!Number.isInteger(index) || index < 0 || index >= size) throw new RangeError(`no leaf ${index} in a tree of ${size}`);
  const path: Hex32[] = [];
  let position = index;
  for (const level of levels) {
    const sibling = level[position % 2 === 1 ? position - 1 : position + 1];
    if (sibling !== undefined) path.push(sibling);
    position = Math.floor(position / 2);
  }
  return { index, size, path };
}

/**
 * Root that a leaf hash and its audit path lead to (RFC 9162, section 2.1.3.2), or undefined when index, size and
 * length of the path do not belong together.
 */
export function rootFromPath(leaf: Hex32, { index, size, path }: MerklePath): Hex32 | undefined {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return undefined;
  let [position, last, root, used] = [index, size - 1, leaf, 0];
  while (last > 0) {
    if (position % 2 === 1 || position < last) {
      const sibling = path[used++] as Hex32 | undefined;
      if (sibling === undefined) return undefined;
      root = position % 2 === 1 ? nodeHash(sibling, root) : nodeHash(root, sibling);
    }
    position = Math.floor(position / 2);
    last = Math.floor(last / 2);
  }
  return used === path.length ? root : undefined;
}

/** True when `leaf` (a leaf hash) is at `proof.index` of the tree of `proof.size` leaves with this root. */
export function verifyInclusion(leaf: Hex32, proof: MerklePath, root: Hex32): boolean {
  return rootFromPath(leaf, proof) === root;
}
