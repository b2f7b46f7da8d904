import { canonicalDecimal } from "./decimal.ts";
import { isJsonObject, type Json, numberText } from "./lossless-json.ts";

/**
 * JSON Pointers (RFC 6901) of all numbers that a double would change, such as 12345678901234567890 or 0.1234567890123456789. RFC 8785
 * knows only doubles, so two texts that differ in such a number would share one digest.
 */
export function findUnsafeNumbers(value: Json, pointer = ""): string[] {
  const text = numberText(value);
  if (text !== undefined) return isSafeNumber(text) ? [] : [pointer];
  if (Array.isArray(value)) return value.flatMap((item, index) => findUnsafeNumbers(item, `${pointer}/${index}`));
  if (isJsonObject(value))
    return Object.entries(value).flatMap(([name, member]) => findUnsafeNumbers(member, `${pointer}/${escapePointer(name)}`));
  return [];
}

/** A member name as a reference token of a JSON Pointer (RFC 6901, section 3). */
export function escapePointer(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** Safe: the shortest text that reads back as the same double means the same decimal. */
function isSafeNumber(text: string): boolean {
  const double = Number(text);
  if (!Number.isFinite(double)) return false;
  const written = canonicalDecimal(text);
  return written !== undefined && written === canonicalDecimal(String(double));
}
