import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import type { MerklePath } from "../schemas/bundle.ts";
import type { Hex32 } from "../schemas/primitives.ts";
import { climb, levelsWith, pathIn } from "./merkle-shape.ts";
import { sha256 } from "./sha256.ts";

/** Merkle trees of RFC 6962 (section 2.1) over SHA-256, whose leaves are hashes. */

/** Bytes of a hash, and of a salt. */
export const HASH_BYTES = 32;
/** What is hashed of a leaf and of an inner node: the first byte tells them apart. Taken again for each hash. */
const leaf = new Uint8Array(1 + HASH_BYTES);
const node = new Uint8Array(1 + 2 * HASH_BYTES).fill(1, 0, 1);
/** SHA-256 of nothing: root of the tree without leaves. */
const EMPTY_ROOT = toHex(sha256(new Uint8Array()));

/** SHA-256(0x01 ‖ left ‖ right). */
export function sha256Node(left: Uint8Array, right: Uint8Array): Uint8Array {
  node.set(left, 1);
  node.set(right, 1 + HASH_BYTES);
  return sha256(node);
}

/** Root over 32-byte values, in order. */
export function sha256RootOf(values: readonly Hex32[]): Hex32 {
  const root = levelsWith(sha256Node, values.map(leafOf)).at(-1)?.[0];
  return root === undefined ? EMPTY_ROOT : toHex(root);
}

/** Audit path of the value at `index`. Throws RangeError when there is no such value. */
export function sha256PathOf(values: readonly Hex32[], index: number): MerklePath {
  const { path, ...place } = pathIn(levelsWith(sha256Node, values.map(leafOf)), index);
  return { ...place, path: path.map(toHex) };
}

/** Root that a value and its audit path lead to, or undefined when index, size and length of the path do not belong together. */
export function sha256RootFromPath(value: Hex32, { index, size, path }: MerklePath): Hex32 | undefined {
  const root = climb(sha256Node, leafOf(value), { index, size, path: path.map((sibling) => toBytes(sibling as Hex32)) });
  return root === undefined ? undefined : toHex(root);
}

/** SHA-256(0x00 ‖ value). */
function leafOf(value: Hex32): Uint8Array {
  leaf.set(toBytes(value), 1);
  return sha256(leaf);
}

/** What the hex stands for. */
export function toBytes(hex: Hex32): Uint8Array {
  return hexToBytes(hex.slice(2));
}

/** 32 bytes as 0x-prefixed hex. */
export function toHex(bytes: Uint8Array): Hex32 {
  return `0x${bytesToHex(bytes)}` as Hex32;
}
