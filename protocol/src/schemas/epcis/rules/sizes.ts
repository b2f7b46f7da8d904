import { escapePointer } from "../../../hashing/unsafe-numbers.ts";
import { isJsonObject, type Json, type JsonObject } from "../../../hashing/lossless-json.ts";
import type { EpcisError } from "../epcis-error.ts";

/** Longest text in an event; a legal Digital Link has fewer than 300 characters. */
const MAX_TEXT = 4096;
/** Longest list; a pallet holds hundreds of things, a container some thousands. */
const MAX_MEMBERS = 10_000;

/** Levels below the event; official examples stay under 15. Bundles hold an event some levels down, and are read to 64. */
const MAX_LEVELS = 48;

/**
 * Text, lists and nesting beyond any honest need, which would only make readers slow, and a name that many readers drop in silence: one
 * event that a verifier refuses to read would turn the whole journey of its goods red.
 */
export function sizesAreSane(event: JsonObject): EpcisError[] {
  // Nearly always there is nothing to say, and then no pointer need be written.
  return isSane(event, 0) ? [] : check(event, "", 0);
}

function isSane(value: Json, level: number): boolean {
  if (typeof value === "string") return value.length <= MAX_TEXT;
  if (level > MAX_LEVELS) return false;
  if (Array.isArray(value)) return value.length <= MAX_MEMBERS && value.every((item) => isSane(item, level + 1));
  if (!isJsonObject(value)) return true;
  return Object.entries(value).every(([name, member]) => name !== "__proto__" && isSane(member, level + 1));
}

function check(value: Json, pointer: string, level: number): EpcisError[] {
  if (typeof value === "string") return value.length > MAX_TEXT ? [{ pointer, message: `is longer than ${MAX_TEXT} characters` }] : [];
  if (level > MAX_LEVELS) return [{ pointer, message: `is nested deeper than ${MAX_LEVELS} levels` }];
  if (Array.isArray(value)) {
    if (value.length > MAX_MEMBERS) return [{ pointer, message: `has more than ${MAX_MEMBERS} members` }];
    return value.flatMap((item, index) => check(item, `${pointer}/${index}`, level + 1));
  }
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const at = `${pointer}/${escapePointer(name)}`;
    return name === "__proto__" ? [{ pointer: at, message: "is a name that many readers drop" }] : check(member, at, level + 1);
  });
}
