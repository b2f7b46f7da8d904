import { createHash, timingSafeEqual } from "node:crypto";
import type { Random } from "../../platform/ids.ts";

/** What a lasting token allows. */
export const TOKEN_SCOPES = ["capture"] as const;
/** A token that nobody renews ends by itself. */
export const TOKEN_DAYS = 365;

/** Tells a token from the access token of a session. */
export const TOKEN_PREFIX = "waybill_";

const TOKEN_PATTERN = /^waybill_([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/;

export interface NewToken {
  id: string;
  /** Shown once and kept nowhere: `waybill_<id>_<43 characters>`; the prefix lets secret scanners find it. */
  token: string;
  secretHash: string;
}

/** A fresh token with 256 bits of secret. */
export function newToken(random: Random): NewToken {
  const id = Buffer.from(random.bytes(6)).toString("hex");
  const secret = Buffer.from(random.bytes(32)).toString("base64url");
  return { id, token: `waybill_${id}_${secret}`, secretHash: hashOfSecret(secret) };
}

/** The parts of a token, or null for anything else. */
export function parseToken(token: string): { id: string; secretHash: string } | null {
  const match = TOKEN_PATTERN.exec(token);
  return match?.[1] && match[2] ? { id: match[1], secretHash: hashOfSecret(match[2]) } : null;
}

/** Compares two hashes of `hashOfSecret` in a time that does not depend on where they differ. */
export function isSameHash(a: string, b: string): boolean {
  const left = Buffer.from(a, "hex");
  const right = Buffer.from(b, "hex");
  return left.length === right.length && timingSafeEqual(left, right);
}

function hashOfSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
