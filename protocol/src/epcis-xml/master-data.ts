import type { JsonObject } from "../hashing/lossless-json.ts";
import { extensionValue } from "./extension.ts";
import type { Scope } from "./scope.ts";
import { childrenOf, isStandard, listOf, standardObject, type Field, type Fields } from "./standard-object.ts";
import type { XmlElement } from "./xml-element.ts";

const TEXT: Field = { text: (text) => text };

const ELEMENT_FIELDS: Fields = {
  id: TEXT,
  attribute: { element: attributeOf, isRepeated: true },
  children: { element: (element, scope) => listOf(element, "id", TEXT, scope) },
};

const VOCABULARY_FIELDS: Fields = {
  type: TEXT,
  VocabularyElementList: { element: (element, scope) => listOf(element, "VocabularyElement", { element: elementOf }, scope) },
};

/** What the header of a document says about places, products and parties; undefined when it says nothing of the kind. */
export function masterDataOf(header: XmlElement, scope: Scope): JsonObject | undefined {
  const masterData = childrenOf(header).find((child) => isStandard(child, "EPCISMasterData"));
  const list = masterData && childrenOf(masterData).find((child) => isStandard(child, "VocabularyList"));
  if (!list) return undefined;
  return { epcisMasterData: { vocabularyList: listOf(list, "Vocabulary", { element: vocabularyOf }, scope) } };
}

function vocabularyOf(element: XmlElement, scope: Scope): JsonObject {
  const { VocabularyElementList: list, ...rest } = standardObject(element, VOCABULARY_FIELDS, scope);
  return originating(element, scope, { ...rest, ...(list === undefined ? {} : { vocabularyElementList: list }) });
}

function elementOf(element: XmlElement, scope: Scope): JsonObject {
  const { attribute: attributes, ...rest } = standardObject(element, ELEMENT_FIELDS, scope, ["attribute"]);
  return originating(element, scope, { ...rest, ...(attributes === undefined ? {} : { attributes }) });
}

function attributeOf(element: XmlElement, scope: Scope): JsonObject {
  const id = element.attributes.find(({ namespace, local }) => namespace === "" && local === "id");
  const value = extensionValue(element, scope, (attribute) => attribute !== id);
  return originating(element, scope, { ...(id ? { id: id.value.trim() } : {}), attribute: value });
}

function originating(element: XmlElement, { origins }: Scope, object: JsonObject): JsonObject {
  origins.set(object, element);
  return object;
}
