import { keccak256, stringToHex } from "viem/utils";
import type { Hex32 } from "../schemas/primitives.ts";

/** Longest reason, in characters. */
export const MAX_REASON_CHARACTERS = 1_000;

/** What the token's `Cancelled` says of a reason: keccak256 of its UTF-8 text. */
export function reasonHashOf(text: string): Hex32 {
  return keccak256(stringToHex(text)) as Hex32;
}

/** File name under which a reason is kept as a public document, so that it is found by the hash on chain. */
export function reasonFileName(hash: string): string {
  return `cancellation-${hash}.txt`;
}
