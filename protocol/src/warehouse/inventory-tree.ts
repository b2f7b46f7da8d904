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
  /** Puts an item in the place of the one with its key: only the hashes above it are made anew. Without any on hand it is taken out. */
  put(item: InventoryItem): void;
}

/** Where an item stands in the tree: 64 hexadecimal digits. None of the three can hold a space. */
export function inventoryKey({ gtin, lot, expiry }: InventoryKey): string {
  return sha256OfText(`${gtin} ${lot ?? ""} ${expiry ?? ""}`).slice(2);
}

interface Entry {
  key: string;
  item: InventoryItem;
}

/** Digits by which items are put together first: sorting a few at a time takes a fraction of sorting all of them. */
const BUCKET_DEPTH = 3;
const BUCKETS = 16 ** BUCKET_DEPTH;

/**
 * The tree over some items, in any order. What is not on hand is not in it.
 *
 * @param keyOf the key of an item, where whoever asks has it at hand
 * @example
 * inventoryTree([]).hashOf(""); // ""
 */
export function inventoryTree(items: readonly InventoryItem[], keyOf: (item: InventoryItem) => string = inventoryKey): InventoryTree {
  const buckets: Entry[][] = Array.from({ length: BUCKETS }, () => []);
  const bucketOf = (key: string): Entry[] => buckets[parseInt(key.slice(0, BUCKET_DEPTH), 16)] as Entry[];
  const sort = (bucket: Entry[]) => bucket.sort((a, b) => (a.key < b.key ? -1 : 1));
  for (const item of items) {
    if (item.onHand <= 0) continue;
    const key = keyOf(item);
    bucketOf(key).push({ key, item });
  }
  for (const bucket of buckets) sort(bucket);
  /** How many there are in all buckets before each; made anew after a change. */
  const before = new Uint32Array(BUCKETS + 1);
  let isCounted = false;
  const count = (): void => {
    for (const [index, bucket] of buckets.entries()) before[index + 1] = (before[index] ?? 0) + bucket.length;
    isCounted = true;
  };
  const hashes = new Map<string, string>();

  /** The buckets of a node: the first, and the one after the last. */
  const span = (prefix: string): [number, number] => {
    const digits = prefix.slice(0, BUCKET_DEPTH);
    const width = 16 ** (BUCKET_DEPTH - digits.length);
    const first = (digits === "" ? 0 : parseInt(digits, 16)) * width;
    return [first, first + width];
  };
  const entriesBelow = (prefix: string): Entry[] => {
    const entries = buckets.slice(...span(prefix)).flat();
    return prefix.length <= BUCKET_DEPTH ? entries : entries.filter(({ key }) => key.startsWith(prefix));
  };
  const countBelow = (prefix: string): number => {
    if (prefix.length > BUCKET_DEPTH) return entriesBelow(prefix).length;
    if (!isCounted) count();
    const [first, end] = span(prefix);
    return (before[end] ?? 0) - (before[first] ?? 0);
  };
  const isLeaf = (prefix: string, size: number) => size <= MAX_ITEMS || prefix.length >= MAX_DEPTH;

  const hashOf = (prefix: string): string => {
    const known = hashes.get(prefix);
    if (known !== undefined) return known;
    const size = countBelow(prefix);
    const text = isLeaf(prefix, size)
      ? entriesBelow(prefix)
          .map(({ key, item }) => `${key} ${item.onHand}`)
          .join("\n")
      : DIGITS.map((digit) => hashOf(prefix + digit)).join();
    const hash = size === 0 ? "" : sha256OfText(text).slice(2);
    hashes.set(prefix, hash);
    return hash;
  };

  return {
    hashOf,
    itemsBelow: (prefix) => entriesBelow(prefix).map(({ item }) => item),
    below(prefix) {
      if (!isLeaf(prefix, countBelow(prefix))) return { hashes: DIGITS.map((digit) => hashOf(prefix + digit)) };
      return { items: entriesBelow(prefix).map(({ item: { gtin, lot, expiry, onHand } }) => ({ gtin, lot, expiry, onHand })) };
    },
    put(item) {
      const key = keyOf(item);
      const bucket = bucketOf(key);
      const index = bucket.findIndex((entry) => entry.key === key);
      if (index >= 0) bucket.splice(index, 1);
      if (item.onHand > 0) bucket.push({ key, item });
      sort(bucket);
      isCounted = false;
      for (let depth = 0; depth <= MAX_DEPTH; depth++) hashes.delete(key.slice(0, depth));
    },
  };
}
