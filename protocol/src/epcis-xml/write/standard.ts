import { canonicalDecimal } from "../../hashing/decimal.ts";
import { isJsonObject, numberText, type Json, type JsonObject } from "../../hashing/lossless-json.ts";
import type { Words } from "../values.ts";
import { extensionMarkup, extensionsMarkup } from "./extension.ts";
import { element, textElement, type Attributes } from "./markup.ts";
import { wordText, type WriteScope } from "./words.ts";

/** How one member of the standard is written. */
export type Write = (name: string, value: Json, scope: WriteScope) => string;
/** Members in the order that the XML schema asks for. */
export type Order = readonly (readonly [string, Write])[];

/** Text, a number or a boolean; anything else as an extension is. */
export const text: Write = (name, value, { naming }) => {
  const plain = plainText(value);
  return plain === undefined ? extensionMarkup(name, value, naming) : textElement(name, plain);
};

/** XML Schema's decimals have no exponents. */
export const decimal: Write = (name, value, scope) => {
  const plain = plainText(value) ?? "";
  return text(name, /e/i.test(plain) ? (canonicalDecimal(plain) ?? value) : value, scope);
};

export const word =
  (words: Words): Write =>
  (name, value, scope) =>
    typeof value === "string" ? textElement(name, wordText(value, words, scope)) : extensionMarkup(name, value, scope.naming);

/** An item for each, under the member's own name. */
export const repeated =
  (item: Write): Write =>
  (name, value, scope) =>
    (Array.isArray(value) ? value : [value]).map((one) => item(name, one, scope)).join("");

/** An element around its items. The schema knows no empty list of some kinds; those are left out, which says the same. */
export const list =
  (itemName: string, item: Write, { mayBeEmpty = true } = {}): Write =>
  (name, value, scope) => {
    const items = Array.isArray(value) ? value : [value];
    return items.length > 0 || mayBeEmpty ? element(name, [], items.map((one) => item(itemName, one, scope)).join("")) : "";
  };

/** An element with its members in order, and whatever else it has behind them. */
export const object =
  (order: Order): Write =>
  (name, value, scope) =>
    isJsonObject(value) ? element(name, [], membersMarkup(value, order, scope)) : extensionMarkup(name, value, scope.naming);

export function membersMarkup(value: JsonObject, order: Order, scope: WriteScope): string {
  const known = new Set(order.map(([name]) => name));
  const standard = order.map(([name, write]) => (Object.hasOwn(value, name) ? write(name, value[name] as Json, scope) : ""));
  const others = Object.entries(value).filter(([name]) => !known.has(name));
  return standard.join("") + extensionsMarkup(others, scope.naming);
}

/** `<source type="…">urn:…</source>`. */
export const typed =
  (words: Words): Write =>
  (name, value, scope) => {
    if (!isJsonObject(value)) return text(name, value, scope);
    const { type } = value;
    const attributes: Attributes = typeof type === "string" ? [["type", wordText(type, words, scope)]] : [];
    return textElement(name, plainText(value[name]) ?? "", attributes);
  };

/** An element whose members are attributes, as those of sensors are. What no attribute can hold stands inside. */
export const flat =
  (words: Readonly<Record<string, Words>>): Write =>
  (name, value, scope) => {
    if (!isJsonObject(value)) return extensionMarkup(name, value, scope.naming);
    const attributes = new Map<string, string>();
    const inside: [string, Json][] = [];
    for (const [member, one] of Object.entries(value)) {
      const qualified = scope.naming.nameOf(member);
      const plain = member.includes(":") && typeof one !== "string" ? undefined : plainText(one);
      const vocabulary = Object.hasOwn(words, member) ? words[member] : undefined;
      if (plain === undefined || attributes.has(qualified)) inside.push([member, one]);
      else attributes.set(qualified, vocabulary ? wordText(plain, vocabulary, scope) : plain);
    }
    return element(name, [...attributes], extensionsMarkup(inside, scope.naming));
  };

function plainText(value: Json | undefined): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "boolean" ? String(value) : numberText(value);
}
