import { z } from "zod";

/** 32 bytes as 0x-prefixed lower-case hex: hashes, roots, salts, commitments. */
export const hex32 = z
  .string()
  .regex(/^0x[0-9a-f]{64}$/, "must be 32 bytes of lower-case hex")
  .brand<"Hex32">();
export type Hex32 = z.infer<typeof hex32> & `0x${string}`;
export function isHex32(text: string): text is Hex32 {
  return hex32.safeParse(text).success;
}

/** An account as 0x-prefixed hex, stored and compared in EIP-55 form. */
export const address = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/, "must be an account address")
  .brand<"Address">();
export type Address = z.infer<typeof address> & `0x${string}`;

/** Far above any contract wallet's signature, and two of them fit the 128 KiB that nodes take as one transaction. */
const MAX_SIGNATURE_BYTES = 16_384;

/** A signature: 65 bytes for a key, any other length for a contract wallet (ERC-1271). */
export const signature = z
  .string()
  .max(2 + 2 * MAX_SIGNATURE_BYTES)
  .regex(/^0x([0-9a-fA-F]{2})+$/, "must be hex bytes");

/** CBV event hash as an RFC 6920 ni URI: the identity of what happened, whoever reports it. */
export const eventId = z
  .string()
  .regex(/^ni:\/\/\/sha-256;[0-9a-f]{64}\?ver=CBV2\.[01]$/, "must be a CBV event hash ID")
  .brand<"EventId">();
export type EventId = z.infer<typeof eventId>;

/** Canonical GS1 Digital Link on id.gs1.org: the identity of a lot, serial or logistic unit. */
export const subject = z.string().startsWith("https://id.gs1.org/").brand<"Subject">();
export type Subject = z.infer<typeof subject>;

/** How settled a fact is on chain: from "only sent" to "will not be undone". */
export const finality = z.enum(["pending", "included", "safe", "final"]);
export type Finality = z.infer<typeof finality>;

/** RFC 3339 time with an offset. */
export const dateTime = z.iso.datetime({ offset: true });

/** Seconds since 1970, as chain blocks count them. */
export const unixSeconds = z.number().int().nonnegative();

export const blockNumber = z.number().int().nonnegative();
