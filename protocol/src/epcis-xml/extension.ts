import type { Json, JsonObject } from "../hashing/lossless-json.ts";
import { booleanOf, numberOf } from "./values.ts";
import { unescapeMember } from "./member-names.ts";
import { isStandardNamespace, type Scope } from "./scope.ts";
import type { XmlAttribute, XmlElement } from "./xml-element.ts";

const SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";
const XML = "http://www.w3.org/XML/1998/namespace";
const NUMBER_TYPES = /^(decimal|integer|double|float|long|int|short|byte|(non|un)\w+)$/i;

/**
 * An element that the standard knows nothing of: its text, or an object of its attributes and children. Children of one name become a
 * list. `xsi:type` says which texts are numbers and booleans. Text beside attributes goes to `#text`, which event hashes read as the element's own.
 */
export function extensionValue(element: XmlElement, scope: Scope, isWanted: (attribute: XmlAttribute) => boolean = () => true): Json {
  const attributes = element.attributes.filter((attribute) => isContent(attribute) && isWanted(attribute));
  if (attributes.length === 0 && element.children.length === 0) return typedText(element);
  const members = new Members();
  for (const attribute of attributes) members.add(extensionName(attribute, scope), attribute.value);
  for (const child of element.children) members.add(extensionName(child, scope), extensionValue(child, scope));
  if (element.children.length === 0 && element.text.trim() !== "") members.add("#text", typedText(element));
  const object = members.object();
  scope.origins.set(object, element);
  return object;
}

/** The member name of an element or attribute of others. One without a namespace has none in JSON either. */
export function extensionName(name: { namespace: string; local: string; prefix: string }, scope: Scope): string {
  const local = unescapeMember(name.local);
  return isStandardNamespace(name.namespace) ? local : scope.prefixes.nameOf({ ...name, local });
}

/** True for attributes that say something about goods, rather than to XML tools. */
export function isContent({ namespace }: XmlAttribute): boolean {
  return namespace !== SCHEMA_INSTANCE && namespace !== XML;
}

/** What a document says to readers that know its schema: `xsi:type`, `xsi:nil`. */
export function instanceAttribute(element: XmlElement, name: string): string | undefined {
  return element.attributes.find(({ namespace, local }) => namespace === SCHEMA_INSTANCE && local === name)?.value.trim();
}

/** The text of an element, without white space at its ends unless that is marked as meant. */
export function contentOf({ text, attributes }: XmlElement): string {
  const isMeant = attributes.some(({ namespace, local, value }) => namespace === XML && local === "space" && value === "preserve");
  return isMeant ? text : text.trim();
}

/** Members of an object in the order they came, where a name that comes again makes a list. */
export class Members {
  readonly #found = new Map<string, Json[]>();

  add(name: string, value: Json): void {
    const values = this.#found.get(name);
    if (values) values.push(value);
    else this.#found.set(name, [value]);
  }

  has(name: string): boolean {
    return this.#found.has(name);
  }

  object(lists: readonly string[] = []): JsonObject {
    const members = [...this.#found].map(([name, values]): [string, Json] => [
      name,
      values.length > 1 || lists.includes(name) ? values : (values[0] as Json),
    ]);
    return Object.fromEntries(members);
  }
}

function typedText(element: XmlElement): Json {
  if (instanceAttribute(element, "nil") === "true") return null;
  const text = contentOf(element);
  const type = instanceAttribute(element, "type") ?? "";
  const local = type.slice(type.indexOf(":") + 1);
  if (local === "boolean") return booleanOf(text);
  return NUMBER_TYPES.test(local) ? numberOf(text) : text;
}
