import { randomBytes } from "node:crypto";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";

/** Where randomness comes from; tests pass their own. */
export interface Random {
  bytes(length: number): Uint8Array;
}

/** Asked of the system at once: for each salt of a long document that would take as long as ten hashes. */
const POOL_BYTES = 8_192;
let pool = new Uint8Array(0);

/** Of the operating system; no byte is given twice. */
export const systemRandom: Random = {
  bytes(length) {
    if (length > POOL_BYTES) return randomBytes(length);
    if (length > pool.length) pool = randomBytes(POOL_BYTES);
    const bytes = pool.slice(0, length);
    pool = pool.subarray(length);
    return bytes;
  },
};

/** 32 random bytes: a salt that keeps a commitment from being guessed. */
export function newSalt(random: Random): Hex32 {
  return `0x${Buffer.from(random.bytes(32)).toString("hex")}` as Hex32;
}

/** 128 random bits as URL-safe text, for rows that are named from outside. */
export function newId(random: Random): string {
  return Buffer.from(random.bytes(16)).toString("base64url");
}

/** A random UUID (RFC 9562, version 4). */
export function newUuid(random: Random): string {
  const bytes = Buffer.from(random.bytes(16));
  bytes[6] = (bytes.readUInt8(6) & 0x0f) | 0x40;
  bytes[8] = (bytes.readUInt8(8) & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** Trace id of W3C Trace Context: 16 bytes of lower-case hex. */
export function newTraceId(random: Random): string {
  return Buffer.from(random.bytes(16)).toString("hex");
}
