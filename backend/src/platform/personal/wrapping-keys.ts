import { randomBytes } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { z } from "zod";
import { createFile, replaceFile } from "../durable-files.ts";

const keyBytes = z
  .string()
  .regex(/^[A-Za-z0-9_-]{43}$/, "must be 32 bytes, base64url")
  .transform((text) => Buffer.from(text, "base64url"));

const keyFile = z.strictObject({
  /** The first wraps; each unwraps what names it. */
  keys: z
    .array(z.strictObject({ id: z.string().regex(/^[A-Za-z0-9-]{8,64}$/), key: keyBytes }))
    .min(1)
    .max(20)
    .refine((keys) => new Set(keys.map(({ id }) => id)).size === keys.length, "must have an id of its own each"),
  /** Makes the hashes under which addresses are found. */
  index: keyBytes,
});

/** A key that wraps data keys. */
export interface WrappingKey {
  id: string;
  key: Buffer;
}

export interface WrappingKeys {
  keys: WrappingKey[];
  index: Buffer;
}

/** @throws Error with one sentence when the file is none of ours; it never repeats what is in it */
export function readWrappingKeys(path: string): WrappingKeys {
  try {
    return keyFile.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (cause) {
    throw new Error(`The personal key in ${path} cannot be read: it must be {keys: [{id, key}], index}, with 32 bytes of base64url each.`, {
      cause,
    });
  }
}

/** Makes the file when there is none. */
export function ensureWrappingKeys(path: string, now: Date): void {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) createFile(path, textOf({ keys: [newKey(now)], index: randomBytes(32) }));
}

/** Puts a new key in front. */
export function addWrappingKey(path: string, now: Date): WrappingKey {
  const { keys, index } = readWrappingKeys(path);
  const fresh = newKey(now);
  replaceFile(path, textOf({ keys: [fresh, ...keys], index }));
  return fresh;
}

/** Forgets the keys that no data key needs any more; never the first. */
export function dropWrappingKeys(path: string, needed: ReadonlySet<string>): void {
  const { keys, index } = readWrappingKeys(path);
  replaceFile(path, textOf({ keys: keys.filter(({ id }, place) => place === 0 || needed.has(id)), index }));
}

/** Reads the file again when it changes: a rotation needs no restart. */
export function openWrappingKeys(path: string): () => WrappingKeys {
  let read: { stamp: string; keys: WrappingKeys } | undefined;
  return () => {
    const { mtimeMs, ino } = statSync(path);
    const stamp = `${mtimeMs} ${ino}`;
    if (read?.stamp !== stamp) read = { stamp, keys: readWrappingKeys(path) };
    return read.keys;
  };
}

function newKey(now: Date): WrappingKey {
  return { id: `${now.toISOString().slice(0, 10)}-${randomBytes(6).toString("hex")}`, key: randomBytes(32) };
}

function textOf({ keys, index }: WrappingKeys): string {
  const lines = keys.map(({ id, key }) => ({ id, key: key.toString("base64url") }));
  return `${JSON.stringify({ keys: lines, index: index.toString("base64url") }, null, 2)}\n`;
}
