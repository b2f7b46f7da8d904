import { canonicalDecimal } from "./decimal.ts";
import { isJsonObject, type Json, numberText } from "./lossless-json.ts";

/**
 * JSON Pointers (RFC 6901) of all numbers that a double would change, such as 12345678901234567890 or 0.1234567890123456789. RFC 8785
 * knows only doubles, so two texts that differ in such a number would share one digest.
 */
export function findUnsafeNumbers(value: Json): string[] {
  // Nearly always there are none, and then no pointer need be written.
  return hasOnlySafeNumbers(value) ? [] : unsafeBelow(value, "");
}

function hasOnlySafeNumbers(value: Json): boolean {
  if (typeof value === "string") return true;
  const text = numberText(value);
  if (text !== undefined) return isSafeNumber(text);
  if (Array.isArray(value)) return value.every(hasOnlySafeNumbers);
  return !isJsonObject(value) || Object.values(value).every(hasOnlySafeNumbers);
}

function unsafeBelow(value: Json, pointer: string): string[] {
  const text = numberText(value);
  if (text !== undefined) return isSafeNumber(text) ? [] : [pointer];
  if (Array.isArray(value)) return value.flatMap((item, index) => unsafeBelow(item, `${pointer}/${index}`));
  if (isJsonObject(value))
    return Object.entries(value).flatMap(([name, member]) => unsafeBelow(member, `${pointer}/${escapePointer(name)}`));
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
