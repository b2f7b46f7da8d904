import { escapePointer } from "../../../hashing/unsafe-numbers.ts";
import { isJsonObject, type Json, type JsonObject } from "../../../hashing/lossless-json.ts";
import type { EpcisError } from "../epcis-error.ts";

/** Longest text in an event; a legal Digital Link has fewer than 300 characters. */
const MAX_TEXT = 4096;
/** Longest list; a pallet holds hundreds of things, a container some thousands. */
const MAX_MEMBERS = 10_000;

/** Text and lists beyond any honest need, which would only make readers slow. */
export function sizesAreSane(event: JsonObject): EpcisError[] {
  return check(event, "");
}

function check(value: Json, pointer: string): EpcisError[] {
  if (typeof value === "string") return value.length > MAX_TEXT ? [{ pointer, message: `is longer than ${MAX_TEXT} characters` }] : [];
  if (Array.isArray(value)) {
    if (value.length > MAX_MEMBERS) return [{ pointer, message: `has more than ${MAX_MEMBERS} members` }];
    return value.flatMap((item, index) => check(item, `${pointer}/${index}`));
  }
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => check(member, `${pointer}/${escapePointer(name)}`));
}
