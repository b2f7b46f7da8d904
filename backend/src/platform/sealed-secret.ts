import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from "node:crypto";
import type { Random } from "./ids.ts";

const CIPHER = "aes-256-gcm";
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What a secret is for, each under a key of its own, and whose it is: bound in, so that secrets cannot change rows. */
export interface SecretPlace {
  purpose: "waybill exchange host secrets" | "waybill second factors";
  owner: string;
}

function keyOf(serverKey: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", Buffer.from(serverKey.slice(2), "hex"), "", purpose, KEY_BYTES));
}

/** Encrypts a secret that has to be read again, under a key made of the server's own (AES-256-GCM). */
export function sealSecret(random: Random, serverKey: string, { purpose, owner }: SecretPlace, secret: string): Buffer {
  const nonce = random.bytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, keyOf(serverKey, purpose), nonce).setAAD(Buffer.from(owner));
  return Buffer.concat([nonce, cipher.update(secret, "utf8"), cipher.final(), cipher.getAuthTag()]);
}

/** @throws when the server's key is another than the one it was sealed with, or the row was changed */
export function openSecret(serverKey: string, { purpose, owner }: SecretPlace, sealed: Buffer): string {
  const decipher = createDecipheriv(CIPHER, keyOf(serverKey, purpose), sealed.subarray(0, NONCE_BYTES));
  decipher.setAAD(Buffer.from(owner)).setAuthTag(sealed.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString("utf8");
}

/** Hash of a text in which there may be a secret that can be guessed: without the server's key no guess can be tried at it. */
export function keyedHash(serverKey: string, purpose: "waybill request fingerprints", text: string): string {
  return createHmac("sha256", keyOf(serverKey, purpose)).update(text).digest("hex");
}
