import { concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import type { MerklePath } from "../schemas/bundle.ts";
import type { Hex32 } from "../schemas/primitives.ts";
import { canonicalJson } from "./canonical-json.ts";
import { isJsonObject, type Json, type JsonObject } from "./lossless-json.ts";
import { isCorrection } from "./corrects.ts";
import { climb, levelsWith, pathIn, type LevelsOf } from "./merkle-shape.ts";
import { HASH_BYTES, sha256Node, toBytes, toHex } from "./sha256-tree.ts";
import { sha256WithText } from "./sha256.ts";
import { escapePointer } from "./unsafe-numbers.ts";

/**
 * A Merkle tree over the single fields of an event, each under a salt of its own, so that one field can be shown and proven without the
 * others. Exactly the tree of RFC 6962 over SHA-256, with leaves in the code-unit order of their pointers.
 */

/** The head stands at the pointer of the whole event, before all others. */
export const HEAD_POINTER = "";

/**
 * The first leaf of every tree. It is part of every disclosure, so that a correction cannot be passed off as an ordinary statement by
 * hiding its `errorDeclaration`, and so that everybody sees how many fields are hidden.
 */
export interface FieldsHead {
  declaresError: boolean;
  /** Fields of the event, the head not among them. */
  fields: number;
}

/** One value that holds no other, or an empty list or object, and the JSON Pointer (RFC 6901) to it. */
export interface Field {
  pointer: string;
  value: Json;
}

/** A field with what a stranger needs to find it in the tree. */
export interface FieldProof extends Field {
  fieldSalt: Hex32;
  inclusion: MerklePath;
}

/** What is hashed of a leaf before its text: zero, and a salt. Taken again for each hash. */
const leafHead = new Uint8Array(1 + HASH_BYTES);
/** Keeps salts of fields apart from every other hash that is made of a statement's salt. */
const SALT_TAG = utf8ToBytes("waybill.field-salt.v1");

/** All fields of an event, in the order of their pointers. */
export function fieldsOf(event: JsonObject): Field[] {
  return fieldsBelow(event, "", []).sort((a, b) => (a.pointer < b.pointer ? -1 : 1));
}

/** How many fields an event has, without writing down their pointers. */
export function countFields(value: Json): number {
  const inner = Array.isArray(value) ? value : isJsonObject(value) ? Object.values(value) : [];
  return inner.length === 0 ? 1 : inner.reduce<number>((sum, member) => sum + countFields(member), 0);
}

/**
 * Root over all fields of an event. Values are hashed in their RFC 8785 form, like the content digest: 1.0 and 1 are one value, and how a
 * number was spelt is not proven. Numbers beyond a double have no such form, and no content digest either.
 *
 * @param salt the statement's salt
 */
export function fieldsRootOf(event: JsonObject, salt: Hex32): Hex32 {
  return toHex(levelsOfLeaves(leavesOf(event), salt).at(-1)?.[0] as Uint8Array);
}

/** Proofs of the head and of the fields that `isShown` picks, in the order of the tree. */
export function proveFields(event: JsonObject, salt: Hex32, isShown: (pointer: string) => boolean): FieldProof[] {
  const leaves = leavesOf(event);
  const levels = levelsOfLeaves(leaves, salt);
  const saltOf = fieldSalts(salt);
  return leaves.flatMap((field, position) => {
    if (position > 0 && !isShown(field.pointer)) return [];
    const { index, size, path } = pathIn(levels, position);
    return [{ ...field, fieldSalt: toHex(saltOf(field.pointer)), inclusion: { index, size, path: path.map(toHex) } }];
  });
}

/** Root that a shown field leads to, or undefined when its path does not fit its tree. */
export function rootFromField({ fieldSalt, inclusion, ...field }: FieldProof): Hex32 | undefined {
  const path = inclusion.path.map((sibling) => toBytes(sibling as Hex32));
  const root = climb(sha256Node, leafOf(field, toBytes(fieldSalt)), { ...inclusion, path });
  return root === undefined ? undefined : toHex(root);
}

function leavesOf(event: JsonObject): Field[] {
  const fields = fieldsOf(event);
  return [{ pointer: HEAD_POINTER, value: { declaresError: isCorrection(event), fields: fields.length } }, ...fields];
}

function levelsOfLeaves(leaves: readonly Field[], salt: Hex32): LevelsOf<Uint8Array> {
  const saltOf = fieldSalts(salt);
  return levelsWith(
    sha256Node,
    leaves.map((leaf) => leafOf(leaf, saltOf(leaf.pointer))),
  );
}

function fieldsBelow(value: Json, pointer: string, found: Field[]): Field[] {
  let isEmpty = true;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) fieldsBelow(item, `${pointer}/${index}`, found);
    isEmpty = value.length === 0;
  } else if (isJsonObject(value)) {
    for (const name of Object.keys(value)) {
      fieldsBelow(value[name] as Json, `${pointer}/${escapePointer(name)}`, found);
      isEmpty = false;
    }
  }
  if (isEmpty) found.push({ pointer, value });
  return found;
}

/** SHA-256(tag ‖ statement's salt ‖ pointer): whoever sees one learns nothing of the others. */
function fieldSalts(salt: Hex32): (pointer: string) => Uint8Array {
  const secret = concatBytes(SALT_TAG, toBytes(salt));
  return (pointer) => sha256WithText(secret, pointer);
}

/** SHA-256(0x00 ‖ field's salt ‖ RFC 8785 text of [pointer, value]). The text ends itself, so no two fields share one. */
function leafOf({ pointer, value }: Field, fieldSalt: Uint8Array): Uint8Array {
  leafHead.set(fieldSalt, 1);
  return sha256WithText(leafHead, `[${canonicalJson(pointer)},${canonicalJson(value)}]`);
}
