import { bareEvents } from "@waybill/protocol/hashing/event-hash/documents";
import { isJsonObject, parseLossless, type JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { SIGNED_CAPTURE_TYPE, signedCapture, signedEvent, type EventSignature } from "@waybill/protocol/schemas/api/traceability";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { getAddress } from "viem/utils";
import type { z } from "zod";
import { ProblemError } from "../../../platform/errors.ts";
import { unstorable } from "../../../platform/http/json-body.ts";
import type { Principal } from "../../../platform/http/route.ts";
import { PLATFORM_PROBLEMS } from "../../../platform/problems.ts";
import { TRACEABILITY_PROBLEMS } from "../traceability.errors.ts";
import { MAX_CAPTURE_BYTES, MAX_EVENTS } from "./capture-limits.ts";
import type { Author, CapturedEvent } from "./captured-event.ts";

export interface CaptureRequest {
  text: string;
  mediaType: string;
  principal: Principal | null;
}

export interface ReadCapture {
  /** What the EPCIS schema is about: the document, or the single event. */
  document: JsonObject;
  /** Where the document stands in the body: "" or below an envelope's member. */
  documentPointer: string;
  /** Reads the events; only a document that passed the schema has them where they belong. */
  events(): CapturedEvent[];
}

/** Body of POST /epcis/capture: an EPCIS document, bare with a token, or in an envelope with its signatures. */
export function readCapture(request: CaptureRequest): ReadCapture {
  const body = parseObject(request.text);
  if (request.mediaType !== SIGNED_CAPTURE_TYPE) return capture(body, "", (events) => events.map(() => claimedBy(request.principal)));
  const { document, signatures } = parseEnvelope(signedCapture, body);
  return capture(document as JsonObject, "/document", (events) => {
    if (events.length !== signatures.length)
      throw new ProblemError(TRACEABILITY_PROBLEMS.signatureCount, {
        detail: `The document has ${events.length} events and ${signatures.length} signatures.`,
        errors: [{ pointer: "/signatures", message: `must hold ${events.length} entries` }],
      });
    return signatures.map(signedBy);
  });
}

/** Body of POST /epcis/events: one bare event with its own `@context`, with a token, or in an envelope with its signature. */
export function readSingleEvent(request: CaptureRequest): ReadCapture {
  const body = parseObject(request.text);
  const one = (event: JsonObject, pointer: string, author: () => Author): ReadCapture => ({
    document: event,
    documentPointer: pointer,
    events: () => [{ index: 0, pointer, event, author: author() }],
  });
  if (request.mediaType !== SIGNED_CAPTURE_TYPE) return one(body, "", () => claimedBy(request.principal));
  const { event, signature } = parseEnvelope(signedEvent, body);
  return one(event as JsonObject, "/event", () => signedBy(signature));
}

function capture(document: JsonObject, documentPointer: string, authorsOf: (events: readonly JsonObject[]) => Author[]): ReadCapture {
  return {
    document,
    documentPointer,
    events() {
      const events = bareEvents(document);
      if (events.length > MAX_EVENTS)
        throw new ProblemError(TRACEABILITY_PROBLEMS.tooManyEvents, {
          detail: `${events.length} events; the limit is ${MAX_EVENTS}.`,
          headers: { "GS1-EPCIS-Capture-Limit": String(MAX_EVENTS), "GS1-EPCIS-Capture-File-Size-Limit": String(MAX_CAPTURE_BYTES) },
        });
      const authors = authorsOf(events);
      const pointerOf = eventPointers(document);
      return events.map((event, index) => ({
        index,
        pointer: `${documentPointer}${pointerOf(index)}`,
        event,
        author: authors[index] as Author,
      }));
    },
  };
}

function parseObject(text: string): JsonObject {
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
  const parsed = schema.safeParse(body);
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

function signedBy({ account, salt, signature }: EventSignature): Author {
  // Lower-cased first: any spelling of an address is the same account, and a wrong checksum is no reason to refuse a good signature.
  return {
    kind: "signed",
    account: getAddress(account.toLowerCase()) as Address,
    salt: salt as Hex32,
    signature: signature.toLowerCase() as `0x${string}`,
  };
}

/** Where a valid document keeps its events: a list, or in the standard's short form a single one. */
export function eventPointers(document: JsonObject): (index: number) => string {
  const body = document["epcisBody"];
  if (document["type"] === "EPCISQueryDocument") return (index) => `/epcisBody/queryResults/resultsBody/eventList/${index}`;
  if (isJsonObject(body) && body["eventList"] === undefined) return () => "/epcisBody/event";
  return (index) => `/epcisBody/eventList/${index}`;
}
