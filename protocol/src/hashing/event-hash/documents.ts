import { isJsonObject, type Json, type JsonObject, parseLossless } from "../lossless-json.ts";
import { type CbvVersion, type EventHash, eventHashOf } from "./event-hash.ts";

/** Text that holds no EPCIS event where one was expected. */
export class NoEventsError extends Error {
  override name = "NoEventsError";
}

/**
 * The events of an EPCISDocument, an EPCISQueryDocument, a bare event, or a list of bare events, in document order, each with a
 * `@context` of its own. Giving an event the context of its document does not change its hash.
 *
 * @throws NoEventsError when the value holds none of these
 */
export function bareEvents(document: Json): JsonObject[] {
  if (Array.isArray(document)) return document.flatMap(bareEvents);
  if (!isJsonObject(document)) throw new NoEventsError("expected an EPCIS document or event, found no JSON object");
  const list = eventList(document);
  if (list === undefined) return [document];
  return list.map((event) => {
    if (!isJsonObject(event)) throw new NoEventsError("the eventList holds something that is not an event");
    return withContext(event, document["@context"]);
  });
}

/**
 * Event hashes of JSON text or of a parsed document, in document order.
 *
 * @throws SyntaxError for text that is not JSON, NoEventsError for JSON without events
 */
export function eventHashesOf(document: string | Json, options: { version?: CbvVersion } = {}): EventHash[] {
  return bareEvents(typeof document === "string" ? parseLossless(document) : document).map((event) => eventHashOf(event, options));
}

/** The list of an EPCISDocument or EPCISQueryDocument, or undefined for anything that is itself an event. */
function eventList(document: JsonObject): Json[] | undefined {
  const body = document.epcisBody;
  if (!isJsonObject(body)) {
    if (document.type === "EPCISDocument" || document.type === "EPCISQueryDocument")
      throw new NoEventsError("the document has no epcisBody");
    if (typeof document.type !== "string" || document.eventTime === undefined) {
      throw new NoEventsError("expected an EPCIS document or event, found an object without type and eventTime");
    }
    return undefined;
  }
  const results = isJsonObject(body.queryResults) ? body.queryResults.resultsBody : undefined;
  const list = isJsonObject(results) ? results.eventList : body.eventList;
  // EPCIS 2.0 allows a body with a single event in `event`.
  if (list === undefined && body.event !== undefined) return [body.event];
  if (!Array.isArray(list)) throw new NoEventsError("the document has no eventList");
  return list;
}

function withContext({ "@context": own, ...members }: JsonObject, shared: Json | undefined): JsonObject {
  const contexts = [...listOf(shared), ...listOf(own)];
  if (contexts.length === 0) return members;
  return { "@context": own === undefined ? (shared as Json) : shared === undefined ? own : contexts, ...members };
}

function listOf(context: Json | undefined): Json[] {
  return context === undefined ? [] : Array.isArray(context) ? context : [context];
}
