import { epcisFromXml, eventFromXml } from "@waybill/protocol/epcis-xml/document";
import { bareEvents } from "@waybill/protocol/hashing/event-hash/documents";
import { isJsonObject, parseLossless, stringifyLossless, type JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { SIGNED_CAPTURE_TYPE, signedCapture, signedEvent, type EventSignature } from "@waybill/protocol/schemas/api/traceability";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { getAddress } from "viem/utils";
import type { z } from "zod";
import { ProblemError } from "../../../platform/errors.ts";
import { unstorable } from "../../../platform/http/json-body.ts";
import type { Principal } from "../../../platform/http/principal.ts";
import { PLATFORM_PROBLEMS } from "../../../platform/problems.ts";
import { TRACEABILITY_PROBLEMS } from "../traceability.errors.ts";
import { CAPTURE_LIMIT_HEADERS, MAX_EVENTS } from "./capture-limits.ts";
import type { Author, CapturedEvent } from "./captured-event.ts";
import { isXml, readXmlBody, type BodyDocument } from "./read-xml-body.ts";

export interface CaptureRequest {
  text: string;
  mediaType: string;
  principal: Principal | null;
}

/** `document` is what the EPCIS schema is about: the document, or the single event. */
export interface ReadCapture extends BodyDocument {
  /** Each event came with a signature, which covers the event alone. */
  isSigned: boolean;
  /** Reads the events; only a document that passed the schema has them where they belong. */
  events(): CapturedEvent[];
}

/** Body of POST /epcis/capture: an EPCIS document, bare with a token, or in an envelope with its signatures. */
export function readCapture(request: CaptureRequest): ReadCapture {
  if (request.mediaType !== SIGNED_CAPTURE_TYPE) {
    const { document, placeOf } = isXml(request) ? readXmlBody(request.text, epcisFromXml) : jsonBody(request.text);
    return { document, placeOf, isSigned: false, events: () => eventsOf(document, placeOf, () => claimedBy(request.principal)) };
  }
  const { document, signatures } = parseEnvelope(signedCapture, parseObject(request.text));
  const placeOf = (pointer: string): string => `/document${pointer}`;
  return {
    document: document as JsonObject,
    placeOf,
    isSigned: true,
    events() {
      const authors = signatures.map(signedBy);
      const events = eventsOf(document as JsonObject, placeOf, (index) => authors[index]);
      if (events.length === signatures.length) return events;
      throw new ProblemError(TRACEABILITY_PROBLEMS.signatureCount, {
        detail: `The document has ${events.length} events and ${signatures.length} signatures.`,
        errors: [{ pointer: "/signatures", message: `must hold ${events.length} entries` }],
      });
    },
  };
}

/** Body of POST /epcis/events: one bare event with its own `@context`, with a token, or in an envelope with its signature. */
export function readSingleEvent(request: CaptureRequest): ReadCapture {
  const one = (event: JsonObject, placeOf: BodyDocument["placeOf"], isSigned: boolean, author: () => Author): ReadCapture => ({
    document: event,
    placeOf,
    isSigned,
    events: () => [{ index: 0, path: "", pointer: placeOf(""), event, eventJson: stringifyLossless(event), author: author() }],
  });
  if (request.mediaType !== SIGNED_CAPTURE_TYPE) {
    const { document, placeOf } = isXml(request) ? readXmlBody(request.text, eventFromXml) : jsonBody(request.text);
    return one(document, placeOf, false, () => claimedBy(request.principal));
  }
  const { event, signature } = parseEnvelope(signedEvent, parseObject(request.text));
  return one(
    event as JsonObject,
    (pointer) => `/event${pointer}`,
    true,
    () => signedBy(signature),
  );
}

function eventsOf(
  document: JsonObject,
  placeOf: BodyDocument["placeOf"],
  authorOf: (index: number) => Author | undefined,
): CapturedEvent[] {
  const events = bareEvents(document);
  if (events.length > MAX_EVENTS)
    throw new ProblemError(TRACEABILITY_PROBLEMS.tooManyEvents, {
      detail: `${events.length} events; the limit is ${MAX_EVENTS}.`,
      headers: CAPTURE_LIMIT_HEADERS,
    });
  const pathOf = eventPointers(document);
  return events.map((event, index) => {
    const path = pathOf(index);
    return { index, path, pointer: placeOf(path), event, eventJson: stringifyLossless(event), author: authorOf(index) as Author };
  });
}

function jsonBody(text: string): BodyDocument {
  return { document: parseObject(text), placeOf: (pointer) => pointer };
}

/** A body that must be a JSON object, numbers as written. @throws {ProblemError} with pointers to what cannot be stored. */
export function parseObject(text: string): JsonObject {
  let value: unknown;
  try {
    value = parseLossless(text);
  } catch (error) {
    throw new ProblemError(PLATFORM_PROBLEMS.malformedJson, { detail: error instanceof Error ? error.message.slice(0, 200) : "Not JSON." });
  }
  if (!isJsonObject(value)) throw new ProblemError(PLATFORM_PROBLEMS.malformedJson, { detail: "The body must be a JSON object." });
  const errors = unstorable(value);
  if (errors.length > 0) throw new ProblemError(TRACEABILITY_PROBLEMS.invalidDocument, { errors });
  return value;
}

function parseEnvelope<Schema extends z.ZodType>(schema: Schema, body: JsonObject): z.output<Schema> {
  const { document, event, ...beside } = body;
  // Only what was signed has numbers to keep as written.
  const plain = JSON.parse(stringifyLossless(beside)) as object;
  const parsed = schema.safeParse({ ...plain, document, event });
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ path, message }) => ({ pointer: path.map((part) => `/${String(part)}`).join(""), message }));
  throw new ProblemError(TRACEABILITY_PROBLEMS.invalidDocument, {
    detail: "The envelope is not as described for signed captures.",
    errors,
  });
}

function claimedBy(principal: Principal | null): Author {
  if (!principal)
    throw new ProblemError(TRACEABILITY_PROBLEMS.authorMissing, { headers: { "WWW-Authenticate": 'Bearer realm="waybill"' } });
  return { kind: "claimed", account: principal.account as Address };
}

function signedBy({ account, salt, signature, bulk }: EventSignature): Author {
  // Lower-cased first: any spelling of an address is the same account, and a wrong checksum is no reason to refuse a good signature.
  return {
    kind: "signed",
    account: getAddress(account.toLowerCase()) as Address,
    salt: salt as Hex32,
    signature: signature.toLowerCase() as `0x${string}`,
    bulk: bulk ?? null,
  };
}

/** Where a valid document keeps its events: a list, or in the standard's short form a single one. */
export function eventPointers(document: JsonObject): (index: number) => string {
  const body = document["epcisBody"];
  if (document["type"] === "EPCISQueryDocument") return (index) => `/epcisBody/queryResults/resultsBody/eventList/${index}`;
  if (isJsonObject(body) && body["eventList"] === undefined) return () => "/epcisBody/event";
  return (index) => `/epcisBody/eventList/${index}`;
}
