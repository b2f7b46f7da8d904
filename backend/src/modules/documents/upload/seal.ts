import { createCipheriv, createDecipheriv } from "node:crypto";
import { joinSealed } from "@waybill/protocol/documents/sealed-document";
import type { Random } from "../../../platform/ids.ts";

const CIPHER = "aes-256-gcm";
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts a file under a key of its own, in the form that `splitSealed` of the protocol takes apart. */
export function sealFile(random: Random, file: Uint8Array): { key: Uint8Array; sealed: Uint8Array } {
  const key = random.bytes(KEY_BYTES);
  const nonce = random.bytes(NONCE_BYTES);
  return { key, sealed: joinSealed(key, { nonce, ciphertext: encrypt(key, nonce, file) }) };
}

/** Encrypts a document's key under the server's: nonce, then ciphertext. The content id is bound in, so that keys cannot change rows. */
export function wrapKey(random: Random, serverKey: string, cid: string, key: Uint8Array): Buffer {
  const nonce = random.bytes(NONCE_BYTES);
  return Buffer.concat([nonce, encrypt(bytesOf(serverKey), nonce, key, Buffer.from(cid))]);
}

/** @throws when the server's key is another than the one it was wrapped with, or the row was changed */
export function unwrapKey(serverKey: string, cid: string, wrapped: Buffer): Buffer {
  const decipher = createDecipheriv(CIPHER, bytesOf(serverKey), wrapped.subarray(0, NONCE_BYTES));
  decipher.setAAD(Buffer.from(cid));
  decipher.setAuthTag(wrapped.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(wrapped.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
}

function encrypt(key: Uint8Array, nonce: Uint8Array, bytes: Uint8Array, bound?: Buffer): Buffer {
  const cipher = createCipheriv(CIPHER, key, nonce);
  if (bound) cipher.setAAD(bound);
  return Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

function bytesOf(hex: string): Buffer {
  return Buffer.from(hex.slice(2), "hex");
}
