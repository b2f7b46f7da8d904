import { createHmac, hkdfSync } from "node:crypto";
import type { ServerKeys } from "../config/keys.ts";
import type { Secret } from "../config/secret.ts";
import { decryptWithAny, encrypt } from "./aes-gcm.ts";
import type { Random } from "./ids.ts";

const KEY_BYTES = 32;

/** What a secret is for, each under a key of its own, and whose it is: bound in, so that secrets cannot change rows. */
export interface SecretPlace {
  purpose: "waybill exchange host secrets" | "waybill second factors" | "waybill webhook secrets";
  owner: string;
}

/** The server's keys for one purpose, the present one first. */
export function keysFor(serverKeys: Secret<ServerKeys>, purpose: string): Buffer[] {
  return serverKeys.reveal().map((key) => Buffer.from(hkdfSync("sha256", Buffer.from(key.slice(2), "hex"), "", purpose, KEY_BYTES)));
}

/** Encrypts a secret that has to be read again, under a key made of the server's own (AES-256-GCM). */
export function sealSecret(random: Random, serverKeys: Secret<ServerKeys>, { purpose, owner }: SecretPlace, secret: string): Buffer {
  const [key = Buffer.alloc(0)] = keysFor(serverKeys, purpose);
  return encrypt(random, key, owner, Buffer.from(secret));
}

/** @throws when it was sealed under none of the server's keys, or the row was changed */
export function openSecret(serverKeys: Secret<ServerKeys>, { purpose, owner }: SecretPlace, sealed: Buffer): string {
  return decryptWithAny(keysFor(serverKeys, purpose), owner, sealed).toString("utf8");
}

/**
 * Hashes of a text in which there may be a secret that can be guessed: without the server's keys no guess can be tried at it. The first is to be kept;
 * what was kept before a rotation is one of the others.
 */
export function keyedHashes(serverKeys: Secret<ServerKeys>, purpose: "waybill request fingerprints", text: string): [string, ...string[]] {
  const [first = "", ...others] = keysFor(serverKeys, purpose).map((key) => createHmac("sha256", key).update(text).digest("hex"));
  return [first, ...others];
}
