import { keccak_256 } from "@noble/hashes/sha3.js";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
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
