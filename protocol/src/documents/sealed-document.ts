import { sha256 } from "viem/utils";

/**
 * A private document as it is stored: `WBD1`, the SHA-256 of the tagged key (32 bytes), the nonce (12 bytes), and the AES-256-GCM
 * ciphertext with its tag at the end. The hash of the key is there because GCM alone lets one ciphertext open to two documents under two
 * keys; with it, a content id stands for one document.
 */
const MAGIC = [0x57, 0x42, 0x44, 0x31];
const TAG = new TextEncoder().encode("waybill document key");
const KEY_HASH_BYTES = 32;
const NONCE_BYTES = 12;
const GCM_TAG_BYTES = 16;

/** How much longer a sealed document is than the file inside. */
export const SEAL_BYTES = MAGIC.length + KEY_HASH_BYTES + NONCE_BYTES + GCM_TAG_BYTES;

export interface SealedDocument {
  nonce: Uint8Array;
  /** With the tag of 16 bytes at the end. */
  ciphertext: Uint8Array;
}

/** Puts the parts together. */
export function joinSealed(key: Uint8Array, { nonce, ciphertext }: SealedDocument): Uint8Array {
  const bytes = new Uint8Array(SEAL_BYTES - GCM_TAG_BYTES + ciphertext.length);
  bytes.set([...MAGIC, ...keyHash(key), ...nonce]);
  bytes.set(ciphertext, SEAL_BYTES - GCM_TAG_BYTES);
  return bytes;
}

/**
 * Takes a sealed document apart for this key; what it opens to is the decryption's business.
 *
 * @returns undefined when it is no sealed document, or was sealed with another key
 */
export function splitSealed(key: Uint8Array, bytes: Uint8Array): SealedDocument | undefined {
  const start = [...MAGIC, ...keyHash(key)];
  if (bytes.length < SEAL_BYTES || !start.every((byte, index) => bytes[index] === byte)) return undefined;
  return { nonce: bytes.subarray(start.length, start.length + NONCE_BYTES), ciphertext: bytes.subarray(start.length + NONCE_BYTES) };
}

function keyHash(key: Uint8Array): Uint8Array {
  return sha256(Uint8Array.from([...TAG, ...key]), "bytes");
}
