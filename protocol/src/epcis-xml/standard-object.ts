import type { Json, JsonObject } from "../hashing/lossless-json.ts";
import { contentOf, extensionName, extensionValue, instanceAttribute, isContent, Members } from "./extension.ts";
import { isStandardNamespace, type Scope } from "./scope.ts";
import { XmlError, xpathOf, type XmlElement } from "./xml-element.ts";

/** How a field of the standard is read: from text, wherever that stands, or from an element with a structure. */
export type Field =
  | { text: (text: string, element: XmlElement, scope: Scope) => Json; isRepeated?: boolean }
  | { element: (element: XmlElement, scope: Scope) => Json; isRepeated?: boolean };
export type Fields = Readonly<Record<string, Field>>;

/** Elements that only say where EPCIS 1.x grew; what is inside belongs to what is around. */
const WRAPPERS = new Set(["extension", "baseExtension"]);

/** Children without the wrappers of EPCIS 1.x around some of them, and without those that say by `xsi:nil` that they are not there. */
export function childrenOf(element: XmlElement): XmlElement[] {
  return element.children
    .filter((child) => !isStandard(child) || instanceAttribute(child, "nil") !== "true")
    .flatMap((child) => (isStandard(child) && WRAPPERS.has(child.local) ? childrenOf(child) : [child]));
}

/** True for an element of the standard, of this name if one is given. */
export function isStandard({ namespace, local }: XmlElement, name = local): boolean {
  return isStandardNamespace(namespace) && local === name;
}

/**
 * An object of the standard. Its attributes and children are members alike, as EPCIS 2.0 has it; names that `fields` does not know stay, so that the
 * schema names them; those of other namespaces are extensions.
 *
 * @throws XmlError for a field that stands twice
 */
export function standardObject(element: XmlElement, fields: Fields, scope: Scope, lists: readonly string[] = []): JsonObject {
  const members = new Members();
  for (const attribute of element.attributes.filter(isContent)) {
    const { namespace, local, value } = attribute;
    const field = isStandardNamespace(namespace) && Object.hasOwn(fields, local) ? fields[local] : undefined;
    const isText = field !== undefined && "text" in field;
    members.add(extensionName(attribute, scope), isText ? field.text(value.trim(), element, scope) : value);
  }
  for (const child of childrenOf(element)) {
    const field = isStandard(child) && Object.hasOwn(fields, child.local) ? fields[child.local] : undefined;
    const name = extensionName(child, scope);
    if (field && members.has(name) && !field.isRepeated) throw new XmlError(xpathOf(child), "stands more than once");
    members.add(name, field ? fieldValue(child, field, scope) : extensionValue(child, scope));
  }
  if (element.children.length === 0 && element.text.trim() !== "") throw new XmlError(xpathOf(element), "must hold elements, not text");
  const object = members.object(lists);
  scope.origins.set(object, element);
  return object;
}

/** Text of an element that may hold nothing else. @throws XmlError */
export function textOf(element: XmlElement): string {
  const [child] = element.children;
  if (child) throw new XmlError(xpathOf(child), "stands where only text may be");
  return contentOf(element);
}

/** The items of a list element, which all have one name. @throws XmlError */
export function listOf(element: XmlElement, name: string, field: Field, scope: Scope): Json[] {
  if (element.children.length === 0 && element.text.trim() !== "")
    throw new XmlError(xpathOf(element), `must hold ${name} elements, not text`);
  return childrenOf(element).map((child) => {
    if (!isStandard(child, name)) throw new XmlError(xpathOf(child), `stands in a list of ${name} elements`);
    return fieldValue(child, field, scope);
  });
}

function fieldValue(element: XmlElement, field: Field, scope: Scope): Json {
  return "text" in field ? field.text(textOf(element), element, scope) : field.element(element, scope);
}
