import { LosslessNumber, type JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { isLot } from "@waybill/protocol/identifiers/is-lot";
import { EPCIS_CONTEXT } from "@waybill/protocol/schemas/epcis/epcis-context";
import { decimalOf } from "../../../lib/decimal.ts";
import type { Draft, PlaceChoice, ProductLine, ReferenceLine } from "./draft.ts";
import { withElements, writesReading } from "./elements.ts";
import type { Happening } from "./happenings.ts";
import { eventTimeOf } from "../../../lib/local-time.ts";
import { questionsOf } from "./questions.ts";

const GLN = "https://id.gs1.org/414/";

/**
 * The EPCIS 2.0 event that a complete draft describes: a bare event with its own `@context`, numbers as typed. Call it only when
 * `problemsOf` finds nothing; a draft without happening, time or place throws.
 *
 * @param author the GLN of the organisation that signs, which numbers its own documents; null when it has none
 */
export function eventOf(draft: Draft, author: { gln: string | null }): JsonObject {
  if (draft.happening === null) throw new TypeError("a draft without a happening is no event");
  if (eventTimeOf(draft.localTime, draft.offset) === null) throw new TypeError("a draft without a time is no event");
  if (draft.place === null) throw new TypeError("a draft without a place is no event");
  return unfinishedEventOf(draft, author);
}

/** What is there of an event while its draft is being filled in; no valid EPCIS yet, and `{}` before the happening is known. */
export function unfinishedEventOf(draft: Draft, author: { gln: string | null }): JsonObject {
  const happening = questionsOf(draft);
  if (happening === null) return {};
  const event = withoutEmpty({
    "@context": [EPCIS_CONTEXT],
    type: happening.eventType,
    eventTime: eventTimeOf(draft.localTime, draft.offset),
    eventTimeZoneOffset: draft.offset,
    ...(happening.action === null ? {} : { action: happening.action }),
    ...goodsOf(draft, happening),
    bizStep: happening.bizStep,
    disposition: happening.outcomes.length > 0 ? draft.outcome : happening.disposition,
    ...placesOf(draft, happening),
    bizTransactionList: draft.references.map((line) => referenceOf(line, author.gln)),
    ...movementOf(draft, happening),
    sensorElementList: readingOf(draft),
    certificationInfo: draft.documents.map(({ link }) => link),
  });
  return withElements(event, draft);
}

function goodsOf({ products, inputs, unit }: Draft, { eventType }: Happening): JsonObject {
  if (eventType === "TransformationEvent") {
    return {
      inputEPCList: instances(inputs),
      inputQuantityList: lots(inputs),
      outputEPCList: instances(products),
      outputQuantityList: lots(products),
    };
  }
  if (eventType === "AggregationEvent") return { parentID: unit, childEPCs: instances(products), childQuantityList: lots(products) };
  return { epcList: instances(products), quantityList: lots(products) };
}

function instances(lines: readonly ProductLine[]): string[] {
  return lines.filter(({ subject }) => !isLot(subject)).map(({ subject }) => subject);
}

function lots(lines: readonly ProductLine[]): JsonObject[] {
  return lines
    .filter(({ subject }) => isLot(subject))
    .map(({ subject, quantity, uom }) => {
      const amount = decimalOf(quantity);
      if (amount === null) return { epcClass: subject };
      return { epcClass: subject, quantity: new LosslessNumber(amount), ...(uom === "" ? {} : { uom }) };
    });
}

function placesOf({ place }: Draft, { staysHere }: Happening): JsonObject {
  if (place === null) return {};
  const here = { id: GLN + place.gln };
  return staysHere ? { readPoint: here, bizLocation: here } : { readPoint: here };
}

function movementOf({ counterpart }: Draft, happening: Happening): JsonObject {
  if (counterpart === null || happening.counterpart === null) return {};
  const id = placeId(counterpart);
  if (happening.counterpart === "to") return { destinationList: [{ type: "location", destination: id }] };
  return { sourceList: [{ type: "location", source: id }] };
}

function placeId({ gln }: PlaceChoice): string {
  return GLN + gln;
}

function referenceOf({ type, value }: ReferenceLine, gln: string | null): JsonObject {
  return { type, bizTransaction: referenceUri(value.trim(), gln) };
}

/** CBV 2.0 section 8.5.2: `urn:epcglobal:cbv:bt:<GLN of the issuer>:<number>`. A full URI stays as typed. */
export function referenceUri(value: string, gln: string | null): string {
  if (/^[a-z][a-z0-9+.-]*:/i.test(value)) return value;
  return `urn:epcglobal:cbv:bt:${gln ?? ""}:${encodeURIComponent(value)}`;
}

function readingOf(draft: Draft): JsonObject[] {
  const { value, unit } = draft.temperature;
  const amount = decimalOf(value);
  if (amount === null && !writesReading(draft)) return [];
  const report = { type: "Temperature", ...(amount === null ? {} : { value: new LosslessNumber(amount) }), uom: unit };
  return [{ sensorReport: [report] }];
}

function withoutEmpty(event: JsonObject): JsonObject {
  const kept = Object.entries(event).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0));
  return Object.fromEntries(kept);
}
