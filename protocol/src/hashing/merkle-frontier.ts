import { EMPTY_ROOT, nodeHash } from "./merkle-tree.ts";
import type { MerklePath } from "../schemas/bundle.ts";
import type { Hex32 } from "../schemas/primitives.ts";

/**
 * A frontier: roots of the perfect subtrees of a tree, largest first, one per set bit of its size. It is all that is needed
 * to append leaves and to know the root; the contract stores the same.
 */
export interface Frontier {
  size: number;
  peaks: readonly Hex32[];
}

export const EMPTY_FRONTIER: Frontier = { size: 0, peaks: [] };

/** True when there is one peak per set bit of `size`. */
export function isFrontier({ size, peaks }: Frontier): boolean {
  return Number.isSafeInteger(size) && size >= 0 && peaks.length === setBits(size);
}

/** The frontier after one more leaf hash. */
export function appendToFrontier(frontier: Frontier, leaf: Hex32): Frontier {
  const peaks = [...frontier.peaks];
  let node = leaf;
  for (let size = frontier.size; size % 2 === 1; size = Math.floor(size / 2)) {
    const left = peaks.pop();
    if (left === undefined) throw new RangeError(`a frontier of ${frontier.size} leaves lacks peaks`);
    node = nodeHash(left, node);
  }
  return { size: frontier.size + 1, peaks: [...peaks, node] };
}

/** The frontier after later leaf hashes, in order: carries an old proof forward to a newer root. */
export function extendFrontier(frontier: Frontier, leaves: readonly Hex32[]): Frontier {
  return leaves.reduce(appendToFrontier, frontier);
}

/** The frontier of the tree over these leaf hashes. */
export function frontierOf(leaves: readonly Hex32[]): Frontier {
  return extendFrontier(EMPTY_FRONTIER, leaves);
}

/** Root of the whole tree: peaks joined from the smallest to the largest. */
export function rootOfFrontier({ peaks }: Frontier): Hex32 {
  return peaks.length === 0 ? EMPTY_ROOT : peaks.reduceRight((right, left) => nodeHash(left, right));
}

/**
 * The frontier just before a leaf was appended, read from its audit path: the left siblings, one per set bit of the index.
 * With the leaf itself and the leaves after it, it leads to the root at any size above `index`, also below `proof.size`.
 */
export function frontierBefore({ index, path, size }: MerklePath): Frontier {
  const left: Hex32[] = [];
  let [position, last, used] = [index, size - 1, 0];
  while (last > 0) {
    if (position % 2 === 1) left.unshift(path[used++] as Hex32);
    else if (position < last) used++;
    position = Math.floor(position / 2);
    last = Math.floor(last / 2);
  }
  return { size: index, peaks: left };
}

function setBits(size: number): number {
  let count = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) count += rest % 2;
  return count;
}
