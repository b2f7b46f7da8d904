import { createHash } from "node:crypto";
import type { Random } from "./ids.ts";

const SECRET_BYTES = 32;

/** 256 random bits as URL-safe text, 43 characters. Only their hash is ever stored. */
export function newSecret(random: Random): string {
  return Buffer.from(random.bytes(SECRET_BYTES)).toString("base64url");
}

/** SHA-256 in hex of a secret of ours: enough for random bits, which nobody guesses. */
export function hashOfSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
