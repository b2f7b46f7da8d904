import { timingSafeEqual } from "node:crypto";
import { crc32 } from "node:zlib";
import type { Random } from "../../platform/ids.ts";
import { hashOfSecret, newSecret } from "../../platform/secrets.ts";

/** What a lasting token allows. */
export const TOKEN_SCOPES = ["capture"] as const;
/** A token that nobody renews ends by itself. */
export const TOKEN_DAYS = 365;

/** Tells a token from the access token of a session. */
export const TOKEN_PREFIX = "waybill_";

/** Those made before they had a checksum end without one. */
const TOKEN_PATTERN = /^waybill_([0-9a-f]{12})_([A-Za-z0-9_-]{43})([0-9a-f]{8})?$/;

export interface NewToken {
  id: string;
  /** Shown once and kept nowhere: `waybill_<id>_<43 characters><CRC-32>`; secret scanners find it by prefix and checksum. */
  token: string;
  secretHash: string;
}

/** A fresh token with 256 bits of secret. */
export function newToken(random: Random): NewToken {
  const id = Buffer.from(random.bytes(6)).toString("hex");
  const secret = newSecret(random);
  return { id, token: `waybill_${id}_${secret}${checksumOf(id, secret)}`, secretHash: hashOfSecret(secret) };
}

/** The parts of a token, or null for anything else. */
export function parseToken(token: string): { id: string; secretHash: string } | null {
  const [, id, secret, checksum] = TOKEN_PATTERN.exec(token) ?? [];
  if (id === undefined || secret === undefined) return null;
  return checksum === undefined || checksum === checksumOf(id, secret) ? { id, secretHash: hashOfSecret(secret) } : null;
}

/** Compares two hashes of `hashOfSecret` in a time that does not depend on where they differ. */
export function isSameHash(a: string, b: string): boolean {
  const left = Buffer.from(a, "hex");
  const right = Buffer.from(b, "hex");
  return left.length === right.length && timingSafeEqual(left, right);
}

/** A mistyped token is known for one without asking the database. */
function checksumOf(id: string, secret: string): string {
  return crc32(`${id}_${secret}`).toString(16).padStart(8, "0");
}
