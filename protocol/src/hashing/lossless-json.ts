import { isLosslessNumber, type LosslessNumber, parse, stringify } from "lossless-json";
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
  guardJson(text);
  const value = parse(text) as Json;
  refuseBrokenText(value);
  return value;
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

function refuseBrokenText(value: Json): void {
  if (typeof value === "string") {
    if (!value.isWellFormed()) throw new SyntaxError("JSON text holds half a surrogate pair");
  } else if (Array.isArray(value)) {
    value.forEach(refuseBrokenText);
  } else if (isJsonObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      refuseBrokenText(name);
      refuseBrokenText(member);
    }
  }
}
