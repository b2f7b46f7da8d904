import { createHmac, hkdfSync } from "node:crypto";
import { decrypt, encrypt } from "./aes-gcm.ts";
import type { Random } from "./ids.ts";

const KEY_BYTES = 32;

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
  return encrypt(random, keyOf(serverKey, purpose), owner, Buffer.from(secret));
}

/** @throws when the server's key is another than the one it was sealed with, or the row was changed */
export function openSecret(serverKey: string, { purpose, owner }: SecretPlace, sealed: Buffer): string {
  return decrypt(keyOf(serverKey, purpose), owner, sealed).toString("utf8");
}

/** Hash of a text in which there may be a secret that can be guessed: without the server's key no guess can be tried at it. */
export function keyedHash(serverKey: string, purpose: "waybill request fingerprints", text: string): string {
  return createHmac("sha256", keyOf(serverKey, purpose)).update(text).digest("hex");
}
