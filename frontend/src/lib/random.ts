import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { bytesToHex } from "viem/utils";

/** 32 bytes that nobody can guess: what hides content behind its public commitment. */
export function randomSalt(): Hex32 {
  return bytesToHex(crypto.getRandomValues(new Uint8Array(32))) as Hex32;
}

/** A whole number from 0 up to, not including, `limit` (at most 65,536). */
export function randomBelow(limit: number): number {
  const [value = 0] = crypto.getRandomValues(new Uint32Array(1));
  return value % limit;
}
