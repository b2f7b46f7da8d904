import { createCipheriv, createDecipheriv, hkdfSync } from "node:crypto";
import type { Random } from "../../../platform/ids.ts";

const CIPHER = "aes-256-gcm";
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A key for this alone, made of the server's own. */
function keyOf(serverKey: string): Buffer {
  return Buffer.from(hkdfSync("sha256", Buffer.from(serverKey.slice(2), "hex"), "", "waybill exchange host secrets", KEY_BYTES));
}

/** Encrypts what we sign in with at a partner's host system; the partner's id is bound in, so that secrets cannot change rows. */
export function sealHostSecret(random: Random, serverKey: string, { partnerId, secret }: { partnerId: string; secret: string }): Buffer {
  const nonce = random.bytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, keyOf(serverKey), nonce).setAAD(Buffer.from(partnerId));
  return Buffer.concat([nonce, cipher.update(secret, "utf8"), cipher.final(), cipher.getAuthTag()]);
}

/** @throws when the server's key is another than the one it was sealed with, or the row was changed */
export function openHostSecret(serverKey: string, { partnerId, sealed }: { partnerId: string; sealed: Buffer }): string {
  const decipher = createDecipheriv(CIPHER, keyOf(serverKey), sealed.subarray(0, NONCE_BYTES));
  decipher.setAAD(Buffer.from(partnerId)).setAuthTag(sealed.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString("utf8");
}
