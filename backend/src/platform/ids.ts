import { randomBytes } from "node:crypto";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";

/** Where randomness comes from; tests pass their own. */
export interface Random {
  bytes(length: number): Uint8Array;
}

export const systemRandom: Random = { bytes: (length) => randomBytes(length) };

/** 32 random bytes: a salt that keeps a commitment from being guessed. */
export function newSalt(random: Random): Hex32 {
  return `0x${Buffer.from(random.bytes(32)).toString("hex")}` as Hex32;
}

/** 128 random bits as URL-safe text, for rows that are named from outside. */
export function newId(random: Random): string {
  return Buffer.from(random.bytes(16)).toString("base64url");
}

/** Trace id of W3C Trace Context: 16 bytes of lower-case hex. */
export function newTraceId(random: Random): string {
  return Buffer.from(random.bytes(16)).toString("hex");
}
