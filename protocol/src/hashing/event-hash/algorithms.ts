import { sha384, sha512 } from "@noble/hashes/sha2.js";
import { sha3_256 } from "@noble/hashes/sha3.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Hex } from "viem";
import { sha256, sha256OfText } from "../sha256.ts";

/** Digest algorithms that CBV 2.0 allows, by their RFC 6920 names. */
const ALGORITHMS = { "sha-256": sha256, "sha-384": sha384, "sha-512": sha512, "sha3-256": sha3_256 } as const;
export type HashAlgorithm = keyof typeof ALGORITHMS;

/** Digest of the UTF-8 bytes of a text. */
export function digestOf(text: string, algorithm: HashAlgorithm): Hex {
  return algorithm === "sha-256" ? sha256OfText(text) : `0x${bytesToHex(ALGORITHMS[algorithm](utf8ToBytes(text)))}`;
}
