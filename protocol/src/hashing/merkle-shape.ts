/** Hash of an inner node from its two halves. */
export type Combine<Node> = (left: Node, right: Node) => Node;

/** All levels of a tree, leaves first. Build it once when many proofs of one tree are needed. */
export type LevelsOf<Node> = readonly (readonly Node[])[];

/**
 * Levels of the tree over `leaves`. A node without a right neighbour moves up unchanged, which gives the splits of RFC 6962 (section 2.1):
 * the left part of any subtree holds the largest power of two smaller than its size.
 */
export function levelsWith<Node>(combine: Combine<Node>, leaves: readonly Node[]): LevelsOf<Node> {
  const levels: Node[][] = [[...leaves]];
  for (let level = levels[0]!; level.length > 1; levels.push(level)) {
    const below = level;
    level = [];
    for (let i = 0; i < below.length; i += 2) {
      const right = below[i + 1];
      level.push(right === undefined ? below[i]! : combine(below[i]!, right));
    }
  }
  return levels;
}

/** Siblings from the leaf at `index` upwards (RFC 6962, section 2.1.1). Throws RangeError when there is no such leaf. */
export function pathIn<Node>(levels: LevelsOf<Node>, index: number): { index: number; size: number; path: Node[] } {
  const size = levels[0]?.length ?? 0;
  if (!Number.isInteger(index) || index < 0 || index >= size) throw new RangeError(`no leaf ${index} in a tree of ${size}`);
  const path: Node[] = [];
  let position = index;
  for (const level of levels) {
    const sibling = level[position % 2 === 1 ? position - 1 : position + 1];
    if (sibling !== undefined) path.push(sibling);
    position = Math.floor(position / 2);
  }
  return { index, size, path };
}

/**
 * Root that a leaf hash and its audit path lead to (RFC 9162, section 2.1.3.2), or undefined when index, size and length of the path do
 * not belong together.
 */
export function climb<Node>(
  combine: Combine<Node>,
  leaf: Node,
  { index, size, path }: { index: number; size: number; path: readonly Node[] },
) {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return undefined;
  let [position, last, root, used] = [index, size - 1, leaf, 0];
  while (last > 0) {
    if (position % 2 === 1 || position < last) {
      const sibling = path[used++];
      if (sibling === undefined) return undefined;
      root = position % 2 === 1 ? combine(sibling, root) : combine(root, sibling);
    }
    position = Math.floor(position / 2);
    last = Math.floor(last / 2);
  }
  return used === path.length ? root : undefined;
}
