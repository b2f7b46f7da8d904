import { shortHex } from "../../lib/short.ts";

/** A batch in a few digits: its id is 24 bytes, and the zeros that fill 32 tell none from another. */
export function shortBatch(batch: string): string {
  return shortHex(batch.replace(/^0x0{16}/, "0x"));
}

/** A batch's id in decimal, as contracts are called with it, in the 32 bytes that name it here. */
export function batchHex(id: string): string {
  return `0x${BigInt(id).toString(16).padStart(64, "0")}`;
}
