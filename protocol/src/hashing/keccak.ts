import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Hex32 } from "../schemas/primitives.ts";

type Hex = `0x${string}`;

/**
 * keccak256 over the bytes of all parts, one after the other. Loads nothing but the hash function: programs that must start quickly use it.
 *
 * @example
 * keccak("0x00", root); // keccak256(0x00 ‖ root)
 */
export function keccak(...parts: readonly Hex[]): Hex32 {
  return `0x${bytesToHex(keccak_256(hexToBytes(parts.map((part) => part.slice(2)).join(""))))}` as Hex32;
}

/** keccak256 of the UTF-8 form of a text. */
export function keccakOfText(text: string): Hex32 {
  return `0x${bytesToHex(keccak_256(utf8ToBytes(text)))}` as Hex32;
}

/**
 * keccak256 of a canonical signature: the first topic of an event's logs, and in its first four bytes a function's selector.
 *
 * @example
 * signatureHash("Anchored(address,uint256,bytes32)"); // topics[0]
 */
export function signatureHash(signature: string): Hex32 {
  return keccakOfText(signature);
}

/** Calldata of a function without arguments, or what stands before those of one with: `selectorOf("size()")`. */
export function selectorOf(signature: string): Hex {
  return signatureHash(signature).slice(0, 10) as Hex;
}
