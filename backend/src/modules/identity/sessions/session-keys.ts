import { randomBytes } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { exportJWK, generateKeyPair } from "jose";
import { z } from "zod";
import { createFile, replaceFile } from "../../../platform/durable-files.ts";

/** The algorithm of all access tokens; no token chooses another. */
export const SESSION_ALGORITHM = "EdDSA";
/** How long a key is still believed after another took its place: longer than any token that it signed, clocks being apart included. */
const OVERLAP_MILLISECONDS = 15 * 60_000;

const keyBytes = z.string().regex(/^[A-Za-z0-9_-]{43}$/, "must be 32 bytes, base64url");
const sessionKey = z.strictObject({
  kty: z.literal("OKP"),
  crv: z.literal("Ed25519"),
  alg: z.literal(SESSION_ALGORITHM),
  use: z.literal("sig"),
  kid: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
  x: keyBytes,
  d: keyBytes,
  /** After that its tokens are believed no more; the first key has none. */
  retiresAt: z.iso.datetime().optional(),
});
export type SessionKey = z.infer<typeof sessionKey>;

/** A JWK Set (RFC 7517) with private keys: the first signs, all that have not retired are believed. */
const keyFile = z.strictObject({
  keys: z
    .array(sessionKey)
    .min(1)
    .max(20)
    .refine((keys) => new Set(keys.map(({ kid }) => kid)).size === keys.length, "must have a kid of its own each")
    .refine(([first]) => first?.retiresAt === undefined, "must begin with one that does not retire"),
});

/** @throws Error with one sentence when the file is no key set; it never repeats what is in it */
function readKeys(path: string): SessionKey[] {
  try {
    return keyFile.parse(JSON.parse(readFileSync(path, "utf8"))).keys;
  } catch (cause) {
    throw new Error(`The session keys in ${path} cannot be read: it must be a JWK Set of Ed25519 keys.`, { cause });
  }
}

/** Makes the file when there is none. Of several processes that do so at once one wins, and all use its keys. */
export async function ensureSessionKeys(path: string, now: Date): Promise<void> {
  if (statSync(path, { throwIfNoEntry: false }) !== undefined) return;
  createFile(path, textOf([await newKey(now)]));
}

/** Puts a new key in front. The one before is believed for a quarter of an hour more; those that have retired are forgotten. Returns the new kid. */
export async function rotateSessionKeys(path: string, now: Date): Promise<string> {
  const retiresAt = new Date(now.getTime() + OVERLAP_MILLISECONDS).toISOString();
  const fresh = await newKey(now);
  const kept = unretired(readKeys(path), now).map((key) => ({ ...key, retiresAt: key.retiresAt ?? retiresAt }));
  replaceFile(path, textOf([fresh, ...kept]));
  return fresh.kid;
}

function unretired(keys: readonly SessionKey[], now: Date): SessionKey[] {
  return keys.filter(({ retiresAt }) => retiresAt === undefined || Date.parse(retiresAt) > now.getTime());
}

async function newKey(now: Date): Promise<SessionKey> {
  const { privateKey } = await generateKeyPair(SESSION_ALGORITHM, { crv: "Ed25519", extractable: true });
  const { x = "", d = "" } = await exportJWK(privateKey);
  const kid = `${now.toISOString().slice(0, 10)}-${randomBytes(6).toString("hex")}`;
  return { kty: "OKP", crv: "Ed25519", alg: SESSION_ALGORITHM, use: "sig", kid, x, d };
}

function textOf(keys: readonly SessionKey[]): string {
  return `${JSON.stringify({ keys }, null, 2)}\n`;
}

export interface SessionKeys {
  /** The key that signs now. */
  signing(): SessionKey;
  /** The key of that name, while it is believed. */
  find(kid: string, now: Date): SessionKey | undefined;
  /** All that are believed. */
  list(now: Date): SessionKey[];
}

/** The keys of a file, read again when it changes: a rotation needs no restart. */
export function openSessionKeys(path: string): SessionKeys {
  let read: { stamp: string; keys: SessionKey[] } | undefined;
  const current = (): SessionKey[] => {
    const { mtimeMs, ino } = statSync(path);
    const stamp = `${mtimeMs} ${ino}`;
    if (read?.stamp !== stamp) read = { stamp, keys: readKeys(path) };
    return read.keys;
  };
  return {
    signing: () => current()[0] as SessionKey,
    find: (kid, now) => unretired(current(), now).find((key) => key.kid === kid),
    list: (now) => unretired(current(), now),
  };
}
