import { isJsonObject, type Json } from "../../hashing/lossless-json.ts";
import { extensionsMarkup } from "./extension.ts";
import { element, textElement, type Attributes } from "./markup.ts";
import { list, membersMarkup, text, type Write } from "./standard.ts";
import type { WriteScope } from "./words.ts";

const attribute: Write = (name, value, { naming }) => {
  if (!isJsonObject(value)) return "";
  const { id, attribute: content } = value;
  const attributes: Attributes = typeof id === "string" ? [["id", id]] : [];
  if (isJsonObject(content)) return element(name, attributes, extensionsMarkup(Object.entries(content), naming));
  return textElement(name, String(content ?? ""), attributes);
};

const vocabularyElement: Write = (name, value, scope) => {
  if (!isJsonObject(value)) return "";
  const { id, attributes = [], ...rest } = value;
  const listed = (Array.isArray(attributes) ? attributes : [attributes]).map((one) => attribute("attribute", one, scope)).join("");
  return element(name, [["id", String(id)]], listed + membersMarkup(rest, [["children", list("id", text)]], scope));
};

const vocabulary: Write = (name, value, scope) => {
  if (!isJsonObject(value)) return "";
  const { type, vocabularyElementList: elements = [], ...rest } = value;
  const listed = list("VocabularyElement", vocabularyElement, { mayBeEmpty: false })("VocabularyElementList", elements, scope);
  return element(name, [["type", String(type)]], listed + membersMarkup(rest, [], scope));
};

/** The header of a document with what it says about places, products and parties; "" when it says nothing of the kind. */
export function headerMarkup(header: Json | undefined, scope: WriteScope): string {
  const masterData = isJsonObject(header) ? header["epcisMasterData"] : undefined;
  const found = isJsonObject(masterData) ? masterData["vocabularyList"] : undefined;
  if (found === undefined) return "";
  const inner = list("Vocabulary", vocabulary)("VocabularyList", found, scope);
  return element("EPCISHeader", [], element("extension", [], element("EPCISMasterData", [], inner)));
}
