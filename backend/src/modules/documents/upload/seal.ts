import { createCipheriv } from "node:crypto";
import { joinSealed } from "@waybill/protocol/documents/sealed-document";
import type { ServerKeys } from "../../../config/keys.ts";
import type { Secret } from "../../../config/secret.ts";
import { decryptWithAny, encrypt as encryptBound } from "../../../platform/aes-gcm.ts";
import type { Random } from "../../../platform/ids.ts";

const CIPHER = "aes-256-gcm";
const KEY_BYTES = 32;
const NONCE_BYTES = 12;

/** Encrypts a file under a key of its own, in the form that `splitSealed` of the protocol takes apart. */
export function sealFile(random: Random, file: Uint8Array): { key: Uint8Array; sealed: Uint8Array } {
  const key = random.bytes(KEY_BYTES);
  const nonce = random.bytes(NONCE_BYTES);
  return { key, sealed: joinSealed(key, { nonce, ciphertext: encrypt(key, nonce, file) }) };
}

/** Encrypts a document's key under the server's: nonce, then ciphertext. The content id is bound in, so that keys cannot change rows. */
export function wrapKey(random: Random, serverKeys: Secret<ServerKeys>, cid: string, key: Uint8Array): Buffer {
  return encryptBound(random, bytesOf(serverKeys.reveal()[0]), cid, key);
}

/** @throws when it was wrapped under none of the server's keys, or the row was changed */
export function unwrapKey(serverKeys: Secret<ServerKeys>, cid: string, wrapped: Buffer): Buffer {
  return decryptWithAny(serverKeys.reveal().map(bytesOf), cid, wrapped);
}

function encrypt(key: Uint8Array, nonce: Uint8Array, bytes: Uint8Array): Buffer {
  const cipher = createCipheriv(CIPHER, key, nonce);
  return Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

function bytesOf(hex: string): Buffer {
  return Buffer.from(hex.slice(2), "hex");
}
