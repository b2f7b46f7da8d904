import type { Json, JsonObject } from "../hashing/lossless-json.ts";
import { EPCIS_CONTEXT } from "../schemas/epcis/epcis-context.ts";
import { converted, type ConvertedXml } from "./converted.ts";
import { extensionName } from "./extension.ts";
import { EVENT_FIELDS } from "./fields.ts";
import { masterDataOf } from "./master-data.ts";
import { createPrefixes } from "./prefixes.ts";
import { readXml } from "./read-xml.ts";
import type { Scope } from "./scope.ts";
import { childrenOf, isStandard, standardObject, textOf } from "./standard-object.ts";
import { XmlError, xpathOf, type XmlElement } from "./xml-element.ts";

const DOCUMENT = /^urn:epcglobal:epcis:xsd:[12]$/;
const QUERY_DOCUMENT = /^urn:epcglobal:epcis-query:xsd:[12]$/;

/**
 * Converts an EPCISDocument or EPCISQueryDocument of EPCIS 1.x or 2.0 from XML to JSON-LD: the same events with the same event hashes.
 * Standard values become bare words, the wrappers of 1.x go away, extensions keep their namespaces, digits stay as written. The result need not be
 * valid: what the schema refuses in JSON it refuses here.
 *
 * @throws XmlError for text that is not XML or not such a document
 * @example
 * const { document } = epcisFromXml(text);
 * validateEpcis(document); // []
 */
export function epcisFromXml(text: string): ConvertedXml {
  const scope: Scope = { prefixes: createPrefixes(), origins: new WeakMap() };
  const root = readXml(text);
  const isQuery = root.local === "EPCISQueryDocument" && QUERY_DOCUMENT.test(root.namespace);
  if (!isQuery && !(root.local === "EPCISDocument" && DOCUMENT.test(root.namespace)))
    throw new XmlError(xpathOf(root), "must be an EPCISDocument or EPCISQueryDocument in its namespace of EPCIS 1.x or 2.0");
  const header = findOnly(root, "EPCISHeader");
  const body = getOnly(root, "EPCISBody");
  const content: JsonObject = isQuery
    ? { queryResults: queryResultsOf(getOnly(body, "QueryResults"), scope) }
    : { eventList: eventsOf(body, scope) };
  const masterData = header ? masterDataOf(header, scope) : undefined;
  const creationDate = root.attributes.find(({ namespace, local }) => namespace === "" && local === "creationDate")?.value;
  const document: JsonObject = {
    "@context": contextOf(scope),
    type: root.local,
    schemaVersion: "2.0",
    ...(creationDate === undefined ? {} : { creationDate }),
    ...(masterData ? { epcisHeader: masterData } : {}),
    epcisBody: content,
  };
  scope.origins.set(document, root);
  scope.origins.set(content, body);
  return converted(document, scope);
}

/** The same for a single event that stands alone. @throws XmlError */
export function eventFromXml(text: string): ConvertedXml {
  const scope: Scope = { prefixes: createPrefixes(), origins: new WeakMap() };
  const root = readXml(text);
  // What belongs to documents is sometimes left on an event that was taken out of one.
  const attributes = root.attributes.filter(({ namespace, local }) => namespace !== "" || !/^(schemaVersion|creationDate)$/.test(local));
  const event = eventOf({ ...root, attributes }, scope);
  const document = { "@context": contextOf(scope), ...event };
  scope.origins.set(document, root);
  return converted(document, scope);
}

function contextOf({ prefixes }: Scope): Json {
  const definitions = prefixes.definitions();
  return definitions ? [EPCIS_CONTEXT, definitions] : [EPCIS_CONTEXT];
}

function queryResultsOf(results: XmlElement, scope: Scope): JsonObject {
  const body = eventsOf(getOnly(results, "resultsBody"), scope);
  const texts = childrenOf(results).filter((child) => isStandard(child, "queryName") || isStandard(child, "subscriptionID"));
  const object = { ...Object.fromEntries(texts.map((child) => [child.local, textOf(child)])), resultsBody: { eventList: body } };
  scope.origins.set(object, results);
  return object;
}

function eventsOf(holder: XmlElement, scope: Scope): JsonObject[] {
  return childrenOf(getOnly(holder, "EventList")).map((event) => eventOf(event, scope));
}

function eventOf(element: XmlElement, scope: Scope): JsonObject {
  if (element.attributes.some(({ namespace, local }) => namespace === "" && local === "type"))
    throw new XmlError(xpathOf(element), "must not have an attribute named type");
  const event = { type: extensionName(element, scope), ...standardObject(element, EVENT_FIELDS, scope) };
  scope.origins.set(event, element);
  return event;
}

function findOnly(holder: XmlElement, name: string): XmlElement | undefined {
  const [only, second] = childrenOf(holder).filter((child) => isStandard(child, name));
  if (second) throw new XmlError(xpathOf(second), "stands more than once");
  return only;
}

function getOnly(holder: XmlElement, name: string): XmlElement {
  const found = findOnly(holder, name);
  if (!found) throw new XmlError(xpathOf(holder), `must hold ${name}`);
  return found;
}
