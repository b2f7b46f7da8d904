import { sha256OfText } from "../hashing/sha256.ts";
import type { InventoryItem, RangesAnswer } from "../schemas/warehouse/inventory.ts";

/** So many items are answered as they are; of more, the hashes of the sixteen parts. */
const MAX_ITEMS = 32;
/** As long as a prefix may be: below it all items are answered. */
const MAX_DEPTH = 8;
const DIGITS = [..."0123456789abcdef"];

/** Whose quantity it is: GTIN, lot and expiry. */
export type InventoryKey = Omit<InventoryItem, "onHand">;

/** All that is on hand, as a tree with sixteen children a node. Two that hold the same have the same hashes, whoever makes them. */
export interface InventoryTree {
  /** Of a node: "" without items. */
  hashOf(prefix: string): string;
  itemsBelow(prefix: string): readonly InventoryItem[];
  /** What is below a node: its items where they are few, otherwise the hashes of its children. */
  below(prefix: string): Omit<RangesAnswer["ranges"][number], "prefix">;
}

/** Where an item stands in the tree: 64 hexadecimal digits. None of the three can hold a space. */
export function inventoryKey({ gtin, lot, expiry }: InventoryKey): string {
  return sha256OfText(`${gtin} ${lot ?? ""} ${expiry ?? ""}`).slice(2);
}

/**
 * The tree over some items, in any order. What is not on hand is not in it.
 *
 * @param keyOf the key of an item, where whoever asks has it at hand
 * @example
 * inventoryTree([]).hashOf(""); // ""
 */
export function inventoryTree<Item extends InventoryItem>(
  items: readonly Item[],
  keyOf: (item: Item) => string = inventoryKey,
): InventoryTree {
  const sorted = items
    .filter(({ onHand }) => onHand > 0)
    .map((item) => ({ key: keyOf(item), item }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const hashes = new Map<string, string>();

  /** Index of the first key that is not before `text`. */
  const firstFrom = (text: string): number => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle]?.key ?? "") < text) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  // "g" comes after every digit.
  const rangeOf = (prefix: string) => [firstFrom(prefix), firstFrom(`${prefix}g`)] as const;
  const itemsBelow = (prefix: string) => sorted.slice(...rangeOf(prefix)).map(({ item }) => item);
  const isLeaf = (prefix: string, count: number) => count <= MAX_ITEMS || prefix.length >= MAX_DEPTH;

  const hashOf = (prefix: string): string => {
    const known = hashes.get(prefix);
    if (known !== undefined) return known;
    const [from, to] = rangeOf(prefix);
    const text = isLeaf(prefix, to - from)
      ? sorted
          .slice(from, to)
          .map(({ key, item }) => `${key} ${item.onHand}`)
          .join("\n")
      : DIGITS.map((digit) => hashOf(prefix + digit)).join();
    const hash = to === from ? "" : sha256OfText(text).slice(2);
    hashes.set(prefix, hash);
    return hash;
  };

  return {
    hashOf,
    itemsBelow,
    below(prefix) {
      const [from, to] = rangeOf(prefix);
      if (!isLeaf(prefix, to - from)) return { hashes: DIGITS.map((digit) => hashOf(prefix + digit)) };
      return { items: itemsBelow(prefix).map(({ gtin, lot, expiry, onHand }) => ({ gtin, lot, expiry, onHand })) };
    },
  };
}
