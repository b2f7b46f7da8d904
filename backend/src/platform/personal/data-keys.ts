import { mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { decrypt, encrypt } from "../aes-gcm.ts";
import { createFile, removeFile, replaceFile } from "../durable-files.ts";
import type { Random } from "../ids.ts";
import type { WrappingKeys } from "./wrapping-keys.ts";

const KEY = ".key";
const ERASED = ".erased";
const KEY_BYTES = 32;
/** No write takes so long. */
const DRAFT_MILLISECONDS = 3_600_000;

const wrappedKey = z.strictObject({ wrappedBy: z.string(), key: z.base64url() });

/** One key for each person, wrapped, as a file in a folder beside the database: what is restored from a dump has no keys with it. */
export interface DataKeys {
  /** The key of an owner; null when it was destroyed. @throws when there never was one here: the folder is another than that of the database */
  find(owner: string): Buffer | null;
  /** The same; made when there is none yet. @throws when it was destroyed */
  ensure(owner: string): Buffer;
  /** Destroys a key for ever, and leaves a mark. The same again changes nothing. */
  destroy(owner: string): void;
  /** Those whose keys were destroyed. */
  destroyed(): string[];
  /** Wraps all keys under the first wrapping key. Answers the ids of the wrapping keys that are needed afterwards. */
  rewrap(): Set<string>;
}

export function openDataKeys({ folder, wrapping, random }: { folder: string; wrapping: () => WrappingKeys; random: Random }): DataKeys {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  clearUp(folder);
  // Hexadecimal: a name may hold anything, and disks differ in what they take for the same name.
  const pathOf = (owner: string, kind: string) => join(folder, Buffer.from(owner).toString("hex") + kind);
  const isDestroyed = (owner: string) => statSync(pathOf(owner, ERASED), { throwIfNoEntry: false }) !== undefined;
  const ownersOf = (kind: string) =>
    readdirSync(folder).flatMap((name) => (name.endsWith(kind) ? [Buffer.from(name.slice(0, -kind.length), "hex").toString()] : []));

  function wrap(owner: string, key: Buffer): { wrappedBy: string; text: string } {
    const [first] = wrapping().keys;
    if (first === undefined) throw new Error("there is no personal key to wrap with");
    const wrapped = encrypt(random, first.key, boundTo(owner, first.id), key).toString("base64url");
    return { wrappedBy: first.id, text: `${JSON.stringify({ wrappedBy: first.id, key: wrapped })}\n` };
  }

  function read(owner: string): { key: Buffer; wrappedBy: string } | undefined {
    const text = readIfThere(pathOf(owner, KEY));
    if (text === undefined) return undefined;
    const { wrappedBy, key } = wrappedKey.parse(JSON.parse(text));
    const by = wrapping().keys.find(({ id }) => id === wrappedBy);
    if (by === undefined)
      throw new Error(`A key in ${folder} is wrapped under ${wrappedBy}, which the file of the personal key does not hold.`);
    return { key: decrypt(by.key, boundTo(owner, wrappedBy), Buffer.from(key, "base64url")), wrappedBy };
  }

  function find(owner: string): Buffer | null {
    if (isDestroyed(owner)) return null;
    const found = read(owner);
    if (found !== undefined) return found.key;
    if (isDestroyed(owner)) return null;
    throw new Error(`There is no key of ${owner} in ${folder}: is it the folder that belongs to this database?`);
  }

  function put(owner: string, key: Buffer): void {
    const { wrappedBy, text } = wrap(owner, key);
    replaceFile(pathOf(owner, KEY), text);
    // Somebody erased meanwhile, and has left its mark before it removed the key.
    if (isDestroyed(owner)) removeFile(pathOf(owner, KEY));
    // A rotation went by meanwhile, and may be over.
    else if (wrapping().keys[0]?.id !== wrappedBy) put(owner, key);
  }

  return {
    find,
    ensure(owner) {
      if (isDestroyed(owner)) throw new Error(`The key of ${owner} was destroyed.`);
      const found = read(owner);
      if (found !== undefined) return found.key;
      const { wrappedBy, text } = wrap(owner, Buffer.from(random.bytes(KEY_BYTES)));
      createFile(pathOf(owner, KEY), text);
      const key = find(owner);
      if (key === null) throw new Error(`The key of ${owner} was destroyed.`);
      if (wrapping().keys[0]?.id !== wrappedBy) put(owner, key);
      return key;
    },
    destroy(owner) {
      createFile(pathOf(owner, ERASED), "");
      removeFile(pathOf(owner, KEY));
    },
    destroyed: () => ownersOf(ERASED),
    rewrap() {
      const needed = new Set<string>();
      for (const owner of ownersOf(KEY)) {
        const found = read(owner);
        if (found === undefined) continue;
        if (found.wrappedBy !== wrapping().keys[0]?.id) put(owner, found.key);
      }
      for (const owner of ownersOf(KEY)) {
        const found = read(owner);
        if (found !== undefined) needed.add(found.wrappedBy);
      }
      return needed;
    },
  };
}

/** What a process left behind that was killed at work: keys beside their marks, and drafts. */
function clearUp(folder: string): void {
  const names = readdirSync(folder);
  const killed = (name: string) =>
    Date.now() - (statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0) > DRAFT_MILLISECONDS;
  for (const name of names) {
    if (name.endsWith(ERASED)) removeFile(join(folder, name.slice(0, -ERASED.length) + KEY));
    if (name.endsWith(".draft") && killed(name)) removeFile(join(folder, name));
  }
}

function boundTo(owner: string, wrappedBy: string): string {
  return `waybill data key\n${owner}\n${wrappedBy}`;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
