import { isJsonObject, type Json, numberText } from "../../hashing/lossless-json.ts";

/** The same value with numbers as doubles, as the compiled schema expects them. */
export function plainValue(value: Json): unknown {
  const number = numberText(value);
  if (number !== undefined) return Number(number);
  if (Array.isArray(value)) return value.map(plainValue);
  if (isJsonObject(value)) return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plainValue(member)]));
  return value;
}

/** The value that a JSON Pointer leads to, or undefined. */
export function valueAt(root: unknown, pointer: string): unknown {
  const tokens = pointer.split("/").slice(1);
  return tokens.reduce<unknown>((value, token) => {
    if (typeof value !== "object" || value === null) return undefined;
    return (value as Record<string, unknown>)[token.replaceAll("~1", "/").replaceAll("~0", "~")];
  }, root);
}
