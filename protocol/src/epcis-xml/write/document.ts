import { isJsonObject, type Json, type JsonObject } from "../../hashing/lossless-json.ts";
import { eventOrder, isStandardType } from "./fields.ts";
import { element, textElement, type Attributes } from "./markup.ts";
import { headerMarkup } from "./master-data.ts";
import { createNaming } from "./naming.ts";
import { membersMarkup } from "./standard.ts";
import type { CbvFormat, WriteScope } from "./words.ts";

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/**
 * EPCIS 2.0 XML of a valid EPCISDocument or EPCISQueryDocument in JSON-LD, its elements in the order of the XML schema: read again, every
 * event has the same members and the same event hash. A list of one and an empty object are what XML makes of them: the item, and empty text.
 * Members of the document itself, but for its header's master data, belong to no event and are left out.
 *
 * @example
 * xmlFromEpcis(parseLosslessObject(text), { cbv: "web" });
 */
export function xmlFromEpcis(document: JsonObject, { cbv = "urn" }: { cbv?: CbvFormat } = {}): string {
  const isQuery = document["type"] === "EPCISQueryDocument";
  const naming = createNaming(document["@context"], { epcis: `urn:epcglobal:${isQuery ? "epcis-query" : "epcis"}:xsd:2` });
  const scope = { cbv, naming };
  const body = isJsonObject(document["epcisBody"]) ? document["epcisBody"] : {};
  const content =
    headerMarkup(document["epcisHeader"], scope) +
    element("EPCISBody", [], isQuery ? resultsMarkup(body["queryResults"], scope, document) : listMarkup(body, scope, document));
  const { creationDate } = document;
  const attributes: Attributes = [
    ...naming.declarations(),
    ["schemaVersion", "2.0"],
    ...(typeof creationDate === "string" ? [["creationDate", creationDate] as const] : []),
  ];
  return DECLARATION + element(`epcis:${isQuery ? "EPCISQueryDocument" : "EPCISDocument"}`, attributes, content);
}

function resultsMarkup(results: Json | undefined, scope: WriteScope, document: JsonObject): string {
  const { queryName, subscriptionID, resultsBody } = isJsonObject(results) ? results : {};
  const texts = Object.entries({ queryName, subscriptionID }).map(([name, value]) =>
    typeof value === "string" ? textElement(name, value) : "",
  );
  const list = listMarkup(isJsonObject(resultsBody) ? resultsBody : {}, scope, document);
  return element("epcis:QueryResults", [], texts.join("") + element("resultsBody", [], list));
}

function listMarkup({ eventList, event }: JsonObject, scope: WriteScope, document: JsonObject): string {
  const events = Array.isArray(eventList) ? eventList : event === undefined ? [] : [event];
  return element("EventList", [], events.map((one) => (isJsonObject(one) ? eventMarkup(one, scope, document) : "")).join(""));
}

/** An event with a `@context` of its own declares what that means by itself. */
function eventMarkup({ "@context": own, type, ...members }: JsonObject, { cbv, naming }: WriteScope, document: JsonObject): string {
  const contexts = [document["@context"], own].flatMap((one) => one ?? []);
  const scope = own === undefined ? { cbv, naming } : { cbv, naming: createNaming(contexts) };
  const kind = typeof type === "string" ? type : "";
  const content = membersMarkup(members, eventOrder(kind), scope);
  const name = scope.naming.nameOf(kind);
  const markup = element(name, own === undefined ? [] : scope.naming.declarations(), content);
  return isStandardType(kind) ? markup : element("extension", [], markup);
}
