import { nodeHash, rootOf } from "./merkle-tree.ts";
import type { Hex32 } from "../schemas/primitives.ts";

/** Evidence that a tree of `size` leaves starts with the very leaves of an older one of `oldSize`. */
export interface ConsistencyProof {
  oldSize: number;
  size: number;
  path: Hex32[];
}

/** Consistency proof between the tree over all `leaves` and its first `oldSize` (RFC 6962, section 2.1.2). */
export function consistencyProof(leaves: readonly Hex32[], oldSize: number): ConsistencyProof {
  if (!Number.isInteger(oldSize) || oldSize < 1 || oldSize > leaves.length) {
    throw new RangeError(`no tree of ${oldSize} in a tree of ${leaves.length}`);
  }
  return { oldSize, size: leaves.length, path: subproof(leaves, oldSize, true) };
}

/** `whole`: the subtree looked at is itself the old tree, whose root the verifier already holds. */
function subproof(leaves: readonly Hex32[], oldSize: number, whole: boolean): Hex32[] {
  if (oldSize === leaves.length) return whole ? [] : [rootOf(leaves)];
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return oldSize <= split ? [...subproof(left, oldSize, whole), rootOf(right)] : [...subproof(right, oldSize - split, false), rootOf(left)];
}

/** True when the proof leads to both roots (RFC 9162, section 2.1.4.2). */
export function verifyConsistency({ oldSize, size, path }: ConsistencyProof, oldRoot: Hex32, root: Hex32): boolean {
  if (!Number.isSafeInteger(oldSize) || !Number.isSafeInteger(size) || oldSize < 1 || oldSize > size) return false;
  if (oldSize === size) return path.length === 0 && oldRoot === root;
  const rest = isPowerOfTwo(oldSize) ? [oldRoot, ...path] : [...path];
  let [position, last] = [oldSize - 1, size - 1];
  while (position % 2 === 1) [position, last] = [Math.floor(position / 2), Math.floor(last / 2)];
  const first = rest.shift();
  if (first === undefined) return false;
  let [older, newer] = [first, first];
  for (const sibling of rest) {
    if (last === 0) return false;
    if (position % 2 === 1 || position === last) {
      [older, newer] = [nodeHash(sibling, older), nodeHash(sibling, newer)];
      while (position % 2 === 0 && position !== 0) [position, last] = [Math.floor(position / 2), Math.floor(last / 2)];
    } else {
      newer = nodeHash(newer, sibling);
    }
    [position, last] = [Math.floor(position / 2), Math.floor(last / 2)];
  }
  return last === 0 && older === oldRoot && newer === root;
}

function isPowerOfTwo(size: number): boolean {
  return Number.isInteger(Math.log2(size));
}
