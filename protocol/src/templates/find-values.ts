import { isJsonObject, type Json, type JsonObject } from "../hashing/lossless-json.ts";

/** A value of an event and where it stands, or `undefined` where one could stand. */
export interface Found {
  pointer: string;
  value: Json | undefined;
  /** False while no list on the way was there: then nothing is missing in the event, it is only not said. */
  isItem: boolean;
}

/**
 * What an event holds at a JSON Pointer in which `*` stands for each item of a list. Whatever is not there answers one gap, at the first
 * member that is missing.
 *
 * @example
 * findValues(event, "/readPoint/id"); // [{ pointer: "/readPoint/id", value: "https://id.gs1.org/414/…", isItem: false }]
 */
export function findValues(event: JsonObject, pattern: string): Found[] {
  return walk(event, pattern.split("/").slice(1), { pointer: "", isItem: false });
}

function walk(value: Json, [name, ...rest]: readonly string[], at: Omit<Found, "value">): Found[] {
  if (name === undefined) return [{ ...at, value }];
  if (name === "*") {
    // A single value stands for a list of one, as JSON-LD allows.
    if (!Array.isArray(value)) return walk(value, rest, { ...at, isItem: true });
    if (value.length === 0) return [{ ...at, value: undefined }];
    return value.flatMap((item, index) => walk(item, rest, { pointer: `${at.pointer}/${index}`, isItem: true }));
  }
  const member = isJsonObject(value) ? value[name] : undefined;
  const next = { ...at, pointer: `${at.pointer}/${name}` };
  return member === undefined || member === null ? [{ ...next, value: undefined }] : walk(member, rest, next);
}
