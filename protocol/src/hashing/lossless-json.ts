import { isLosslessNumber, LosslessNumber, parse, stringify } from "lossless-json";
import { guardJson } from "./json-guard.ts";

export { isLosslessNumber, LosslessNumber } from "lossless-json";

/** A JSON value whose numbers keep the text they were written with. Plain numbers may come from code, never from parsing. */
export type Json = null | boolean | string | number | LosslessNumber | Json[] | JsonObject;
export interface JsonObject {
  [member: string]: Json;
}

/**
 * JSON text to values, with every number kept as it was written: `1.0`, `1e-7` and `12345678901234567890` survive.
 *
 * @throws SyntaxError for text that is not JSON, has a member twice, is nested too deeply, or holds half a surrogate pair (RFC 7493)
 * @example
 * parseLossless('{"quantity":1.0}'); // { quantity: LosslessNumber { value: "1.0" } }
 */
export function parseLossless(text: string): Json {
  const numbers = guardJson(text);
  const value = (numbers === null ? undefined : plainJson(text)) ?? (parse(text) as Json);
  return exact(value, (numbers ?? []).values());
}

/** The same for text that must hold an object. @throws SyntaxError */
export function parseLosslessObject(text: string): JsonObject {
  const value = parseLossless(text);
  if (!isJsonObject(value)) throw new SyntaxError("JSON text must hold an object");
  return value;
}

/**
 * JSON text of a value without white space; numbers come out as they went in.
 *
 * @example
 * stringifyLossless(parseLossless('{ "quantity": 1.0 }')); // '{"quantity":1.0}'
 */
export function stringifyLossless(value: unknown, space?: number): string {
  const text = stringify(value, null, space);
  if (text === undefined) throw new TypeError("not a JSON value");
  return text;
}

/** True for a JSON object: not null, not a list, not a number. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isLosslessNumber(value);
}

/** The text of a number as it was written, or undefined for anything else. */
export function numberText(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return isLosslessNumber(value) ? value.value : undefined;
}

/** Undefined for text that is not JSON, and for null: the parser that keeps numbers says what is wrong, at half the speed of the platform's own. */
function plainJson(text: string): Json | undefined {
  try {
    return (JSON.parse(text) as Json) ?? undefined;
  } catch {
    return undefined;
  }
}

/** The same value, its doubles replaced in place by the numbers that were written. @throws SyntaxError for half a surrogate pair */
function exact(value: Json, numbers: Iterator<string, undefined>): Json {
  if (typeof value === "string") return wellFormed(value);
  if (typeof value === "number") return new LosslessNumber(numbers.next().value ?? "");
  if (Array.isArray(value)) {
    for (const [place, item] of value.entries()) value[place] = exact(item, numbers);
  } else if (isJsonObject(value)) {
    // A member called __proto__ is the object's own: nothing else is set by its name.
    for (const name of Object.keys(value)) value[wellFormed(name)] = exact(value[name] as Json, numbers);
  }
  return value;
}

function wellFormed(text: string): string {
  if (!text.isWellFormed()) throw new SyntaxError("JSON text holds half a surrogate pair");
  return text;
}
