import { EMPTY_ROOT, nodeHash } from "@waybill/protocol/hashing/merkle-tree";
import type { MerklePath } from "@waybill/protocol/schemas/bundle";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";

/**
 * The contract's log in memory: roots of all perfect subtrees, so that a proof for any size costs O(log n) hashes. About 64 bytes a leaf; past some
 * ten million anchors the exit is to keep the perfect subtrees in a table, keyed by level and position, which never change once final.
 */
export interface LogTree {
  size(): number;
  leafAt(index: number): Hex32 | undefined;
  append(leaf: Hex32): void;
  truncate(size: number): void;
  rootAt(size: number): Hex32;
  /** Audit path of a leaf in the tree of the first `size` leaves (RFC 6962, section 2.1.1). */
  proofAt(index: number, size: number): MerklePath;
  /** Roots of the perfect subtrees of the first `size` leaves, largest first. */
  peaksAt(size: number): Hex32[];
}

export function createLogTree(): LogTree {
  /** `levels[k][i]` is the root over the leaves [i * 2^k, (i + 1) * 2^k), for complete ranges only. */
  const levels: Hex32[][] = [[]];

  /** Root over the leaves [start, end) of one subtree of the RFC's recursion. */
  const subtree = (start: number, end: number): Hex32 => {
    const count = end - start;
    const level = Math.log2(count);
    if (Number.isInteger(level)) return at(level, start / count);
    const split = start + largestPowerBelow(count);
    return nodeHash(subtree(start, split), subtree(split, end));
  };
  const at = (level: number, position: number): Hex32 => {
    const node = levels[level]?.[position];
    if (node === undefined) throw new RangeError(`the log has no complete subtree ${position} at level ${level}`);
    return node;
  };

  return {
    size: () => levels[0]?.length ?? 0,
    leafAt: (index) => levels[0]?.[index],
    append(leaf) {
      let node = leaf;
      for (let level = 0; ; level++) {
        const row = (levels[level] ??= []);
        row.push(node);
        if (row.length % 2 === 1) return;
        node = nodeHash(at(level, row.length - 2), node);
      }
    },
    truncate(size) {
      levels.forEach((row, level) => row.splice(Math.floor(size / 2 ** level)));
    },
    rootAt: (size) => (size === 0 ? EMPTY_ROOT : subtree(0, size)),
    proofAt(index, size) {
      if (index < 0 || index >= size) throw new RangeError(`no leaf ${index} in a log of ${size}`);
      const path: Hex32[] = [];
      let [start, end] = [0, size];
      while (end - start > 1) {
        const split = start + largestPowerBelow(end - start);
        const isLeft = index < split;
        path.unshift(isLeft ? subtree(split, end) : subtree(start, split));
        [start, end] = isLeft ? [start, split] : [split, end];
      }
      return { index, size, path };
    },
    peaksAt(size) {
      const peaks: Hex32[] = [];
      for (let [start, rest] = [0, size]; rest > 0;) {
        const count = 2 ** Math.floor(Math.log2(rest));
        peaks.push(subtree(start, start + count));
        start += count;
        rest -= count;
      }
      return peaks;
    },
  };
}

/** The largest power of two smaller than `count`, which is at least 2. */
function largestPowerBelow(count: number): number {
  return 2 ** (Math.ceil(Math.log2(count)) - 1);
}
