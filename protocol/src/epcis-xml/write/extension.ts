import { isJsonObject, numberText, type Json, type JsonObject } from "../../hashing/lossless-json.ts";
import { element, textElement, type Attributes } from "./markup.ts";
import type { Naming } from "./naming.ts";

/**
 * A member that the standard knows nothing of: text, or an element for each member of an object, or as many elements as a list has items.
 * `xsi:type` marks numbers and booleans, `xsi:nil` null. An object with `#text` and otherwise text alone is an element with attributes.
 */
export function extensionMarkup(member: string, value: Json, naming: Naming): string {
  if (Array.isArray(value)) return value.map((item) => extensionMarkup(member, item, naming)).join("");
  const name = naming.nameOf(member);
  if (!isJsonObject(value)) return scalarMarkup(name, value, []);
  const attributes = attributesOf(value, naming);
  if (attributes) return scalarMarkup(name, value["#text"] as Scalar, attributes);
  return element(name, [], extensionsMarkup(Object.entries(value), naming));
}

/** Several members, in their order. */
export function extensionsMarkup(members: readonly (readonly [string, Json])[], naming: Naming): string {
  return members.map(([member, value]) => extensionMarkup(member, value, naming)).join("");
}

type Scalar = Exclude<Json, Json[] | JsonObject>;

function scalarMarkup(name: string, value: Scalar, attributes: Attributes): string {
  if (value === null) return element(name, [...attributes, ["xsi:nil", "true"]], "");
  if (typeof value === "string") return textElement(name, value, attributes);
  const text = numberText(value);
  const type = text === undefined ? "xsd:boolean" : /e/i.test(text) ? "xsd:double" : "xsd:decimal";
  return textElement(name, text ?? String(value), [...attributes, ["xsi:type", type]]);
}

/** The members beside `#text` as attributes; undefined where attributes could not hold them, or would be two of one name. */
function attributesOf({ "#text": text, ...rest }: JsonObject, naming: Naming): Attributes | undefined {
  const members = Object.entries(rest);
  const isText = typeof text === "string" ? text.trim() !== "" : typeof text === "boolean" || numberText(text) !== undefined;
  if (!isText || members.length === 0 || !members.every(([, value]) => typeof value === "string")) return undefined;
  const attributes = members.map(([member, value]) => [naming.nameOf(member), value as string] as const);
  return new Set(attributes.map(([name]) => name)).size === attributes.length ? attributes : undefined;
}
