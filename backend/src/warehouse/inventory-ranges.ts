import type { InventoryItem, RangesAnswer } from "@waybill/protocol/schemas/warehouse/inventory";
import { inventoryTree, type InventoryTree } from "@waybill/protocol/warehouse/inventory-tree";

/** All that is on hand at one moment, and the sequence of the newest message that knows of all of it. */
export interface OnHand {
  sequence: number;
  items: readonly InventoryItem[];
}

/** A comparison asks some four times within a second: a tree for each would take most of that. */
const FRESH_MILLISECONDS = 1_000;

/**
 * Answers POST /inventory/ranges of a warehouse: what is below some nodes of the tree of all that is on hand. It may be a second old, and says
 * as of which message it is; who asks at the same time, or right afterwards, is answered from the same tree.
 *
 * @param listOnHand reads items and sequence as of one moment
 */
export function createInventoryRanges(
  listOnHand: () => Promise<OnHand>,
  { freshMilliseconds = FRESH_MILLISECONDS } = {},
): (prefixes: readonly string[]) => Promise<RangesAnswer> {
  const follow = createFollowingTree();
  let made: Promise<{ sequence: number; tree: InventoryTree }> | null = null;
  let madeAt = -Infinity;
  const treeNow = (): NonNullable<typeof made> => {
    if (made !== null && performance.now() - madeAt < freshMilliseconds) return made;
    madeAt = performance.now();
    const making = listOnHand().then(({ sequence, items }) => ({ sequence, tree: follow(items) }));
    made = making;
    making.catch(() => {
      if (made === making) made = null;
    });
    return making;
  };
  return async (prefixes) => {
    const { sequence, tree } = await treeNow();
    return { sequence, ranges: prefixes.map((prefix) => ({ prefix, ...tree.below(prefix) })) };
  };
}

/** One tree that follows what is on hand: of a hundred thousand items few have changed since the time before, and hashing takes most of making a tree. */
function createFollowingTree(): (items: readonly InventoryItem[]) => InventoryTree {
  const tree = inventoryTree([]);
  let known = new Map<string, InventoryItem>();
  return (items) => {
    const now = new Map<string, InventoryItem>();
    for (const { gtin, lot, expiry, onHand } of items) {
      const name = `${gtin} ${lot ?? ""} ${expiry ?? ""}`;
      const before = known.get(name);
      const item = before?.onHand === onHand ? before : { gtin, lot, expiry, onHand };
      now.set(name, item);
      known.delete(name);
      if (item !== before) tree.put(item);
    }
    for (const gone of known.values()) tree.put({ ...gone, onHand: 0 });
    known = now;
    return tree;
  };
}
