import { isJsonObject, type Json, type JsonObject, numberText } from "../../hashing/lossless-json.ts";

/** The same value with numbers as doubles, as the compiled schema expects them. Whatever has no number in it is the very same object. */
export function plainValue(value: Json): Json {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map(plainValue);
    return items.every((item, place) => item === value[place]) ? value : items;
  }
  if (!isJsonObject(value)) return Number(numberText(value));
  let plain: JsonObject | undefined;
  for (const name of Object.keys(value)) {
    const member = plainValue(value[name] as Json);
    if (member !== value[name]) (plain ??= { ...value })[name] = member;
  }
  return plain ?? value;
}

/** The value that a JSON Pointer leads to, or undefined. */
export function valueAt(root: unknown, pointer: string): unknown {
  const tokens = pointer.split("/").slice(1);
  return tokens.reduce<unknown>((value, token) => {
    if (typeof value !== "object" || value === null) return undefined;
    return (value as Record<string, unknown>)[token.replaceAll("~1", "/").replaceAll("~0", "~")];
  }, root);
}
