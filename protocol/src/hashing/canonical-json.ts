import { isJsonObject, type Json, numberText } from "./lossless-json.ts";

/**
 * The canonical text of a JSON value (RFC 8785): members in code-unit order, numbers as doubles in ECMAScript spelling.
 *
 * @throws RangeError for a number beyond the range of a double, and for text with half a surrogate pair
 * @example
 * canonicalJson(parseLossless('{"b":1.0,"a":"x"}')); // '{"a":"x","b":1}'
 */
export function canonicalJson(value: Json): string {
  if (typeof value === "string") return canonicalText(value);
  const number = numberText(value);
  if (number !== undefined) return canonicalNumber(number);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (isJsonObject(value))
    return `{${Object.keys(value)
      .sort()
      .map((name) => `${canonicalText(name)}:${canonicalJson(value[name] as Json)}`)
      .join(",")}}`;
  if (value === null || typeof value === "boolean") return String(value);
  throw new RangeError("not a JSON value");
}

/** Section 3.2.2.3: the ECMAScript spelling of the double. */
function canonicalNumber(text: string): string {
  const double = Number(text);
  if (!Number.isFinite(double)) throw new RangeError(`the number ${text.slice(0, 40)} is beyond the range of RFC 8785`);
  return JSON.stringify(double);
}

/** Nothing that is escaped, in one look: nearly all text. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** Section 3.2.2.2: JSON.stringify escapes exactly what must be escaped. */
function canonicalText(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  if (!text.isWellFormed()) throw new RangeError("RFC 8785 has no form for half a surrogate pair");
  return JSON.stringify(text);
}
