import { leafHash } from "./merkle-tree.ts";
import type { Hex32 } from "../schemas/primitives.ts";

export interface Batch {
  /** Root of the batch before, of the same service; 32 zero bytes for the first. */
  previousRoot: Hex32;
  commitments: readonly Hex32[];
  /** One `historyLeaf` per subject that the batch touches. */
  historyLeaves: readonly Hex32[];
}

/**
 * Leaf hashes of a batch, in order: previous root, commitments, histories. `rootOf` of them is what gets anchored; the
 * commitment at position i is leaf 1 + i.
 *
 * @example
 * const leaves = batchLeaves({ previousRoot, commitments, historyLeaves });
 * anchor(rootOf(leaves)); inclusionProof(leaves, 1); // of commitments[0]
 */
export function batchLeaves({ previousRoot, commitments, historyLeaves }: Batch): Hex32[] {
  return [previousRoot, ...commitments, ...historyLeaves].map(leafHash);
}
