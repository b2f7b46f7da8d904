import { encodeAbiParameters, keccak256, stringToHex } from "viem/utils";
import { flatJson } from "./flat-json.ts";
import { inclusionProof, leafHash, rootOf, verifyInclusion } from "./merkle-tree.ts";
import type { ContentItem } from "../schemas/api/custody.ts";
import type { MerklePath } from "../schemas/bundle.ts";
import type { Hex32 } from "../schemas/primitives.ts";

const TAG = {
  salt: keccak256(stringToHex("waybill.contents.salt.v1")),
  count: keccak256(stringToHex("waybill.contents.count.v1")),
  item: keccak256(stringToHex("waybill.contents.item.v1")),
} as const;

const WORDS = [{ type: "bytes32" }, { type: "bytes32" }, { type: "bytes32" }] as const;
const COUNTED = [{ type: "bytes32" }, { type: "bytes32" }, { type: "uint256" }] as const;

/**
 * `docHash` of a unit: Merkle root over a salted count and one salted leaf per item, in order. The count makes the list complete and
 * an empty unit unguessable; a salt per item lets one item be shown while the others stay hidden.
 *
 * @example
 * contentsRoot([{ subject, quantity: "50", uom: null }], salt); // 0x…, 32 bytes
 */
export function contentsRoot(items: readonly ContentItem[], salt: Hex32): Hex32 {
  return rootOf(contentLeaves(items, salt));
}

/** One item of a unit, shown without the others. */
export interface ContentProof {
  item: ContentItem;
  itemSalt: Hex32;
  inclusion: MerklePath;
}

/** Proof that the item at `index` is inside. Discloses that item only, and how many there are. */
export function contentProof(items: readonly ContentItem[], salt: Hex32, index: number): ContentProof {
  const item = items[index];
  if (item === undefined) throw new RangeError(`no item ${index} in contents of ${items.length}`);
  return { item, itemSalt: itemSaltOf(salt, index), inclusion: inclusionProof(contentLeaves(items, salt), index + 1) };
}

/** True when the item is inside the unit with this `docHash`. */
export function verifyContentProof({ item, itemSalt, inclusion }: ContentProof, docHash: Hex32): boolean {
  return inclusion.index > 0 && verifyInclusion(itemLeaf(item, itemSalt), inclusion, docHash);
}

function contentLeaves(items: readonly ContentItem[], salt: Hex32): Hex32[] {
  const count = leafHash(keccak256(encodeAbiParameters(COUNTED, [TAG.count, salt, BigInt(items.length)])));
  return [count, ...items.map((item, index) => itemLeaf(item, itemSaltOf(salt, index)))];
}

function itemSaltOf(salt: Hex32, index: number): Hex32 {
  return keccak256(encodeAbiParameters(COUNTED, [TAG.salt, salt, BigInt(index)])) as Hex32;
}

function itemLeaf({ subject, quantity, uom }: ContentItem, itemSalt: Hex32): Hex32 {
  const json = flatJson({ subject, quantity, uom });
  return leafHash(keccak256(encodeAbiParameters(WORDS, [TAG.item, itemSalt, keccak256(stringToHex(json))])));
}
