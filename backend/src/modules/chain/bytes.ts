import type { Hex32 } from "@waybill/protocol/schemas/primitives";

/** Hex as Postgres stores it in `bytea`. */
export function toBytes(hex: `0x${string}`): Buffer {
  return Buffer.from(hex.slice(2), "hex");
}

export function toHex(bytes: Buffer): `0x${string}` {
  return `0x${bytes.toString("hex")}`;
}

export function toHex32(bytes: Buffer): Hex32 {
  return toHex(bytes) as Hex32;
}
