import { createCipheriv, createDecipheriv } from "node:crypto";
import type { Random } from "./ids.ts";

const CIPHER = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts under AES-256-GCM with a random nonce.
 *
 * @param key 32 bytes
 * @param bound what the secret is and whose: bound in, so that it cannot be put in another's place
 * @returns nonce, ciphertext and tag, one behind the other
 */
export function encrypt(random: Random, key: Uint8Array, bound: string, plain: Uint8Array): Buffer {
  const nonce = random.bytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(bound));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** @throws when key or place are others than those it was encrypted for, or a bit of it was changed */
export function decrypt(key: Uint8Array, bound: string, sealed: Uint8Array): Buffer {
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE_BYTES));
  decipher.setAAD(Buffer.from(bound)).setAuthTag(sealed.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
}

/** The same under the first of several keys that fits: after a rotation. @throws when none does */
export function decryptWithAny(keys: readonly Uint8Array[], bound: string, sealed: Uint8Array): Buffer {
  for (const [place, key] of keys.entries()) {
    try {
      return decrypt(key, bound, sealed);
    } catch (error) {
      if (place === keys.length - 1) throw error;
    }
  }
  throw new Error("there is no key to decrypt with");
}
