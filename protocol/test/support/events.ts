import { parseLosslessObject, type JsonObject } from "../../src/hashing/lossless-json.ts";

export const LETTUCE = "https://id.gs1.org/01/00860009999923/10/ABC1234";
export const DRESSING = "https://id.gs1.org/01/10860009998022/10/DEF2345";
export const SALAD = "https://id.gs1.org/01/10860009998039/10/SALAD-20260420-A";
export const PALLET = "https://id.gs1.org/00/008600099999850000";

const CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";

/** A bare event with its own context, numbers kept as written. */
function event(members: object): JsonObject {
  return parseLosslessObject(JSON.stringify({ "@context": [CONTEXT], ...members }));
}

export function harvested(lot = LETTUCE, quantity = 250): JsonObject {
  return event({
    type: "ObjectEvent",
    eventTime: "2026-04-18T08:00:00-04:00",
    eventTimeZoneOffset: "-04:00",
    epcList: [],
    quantityList: [{ epcClass: lot, quantity, uom: "LBR" }],
    action: "ADD",
    bizStep: "commissioning",
    disposition: "active",
    readPoint: { id: "https://id.gs1.org/414/0860009999992" },
  });
}

export function mixed(): JsonObject {
  return event({
    type: "TransformationEvent",
    eventTime: "2026-04-20T09:30:00-04:00",
    eventTimeZoneOffset: "-04:00",
    inputQuantityList: [
      { epcClass: LETTUCE, quantity: 100, uom: "LBR" },
      { epcClass: DRESSING, quantity: 50, uom: "KGM" },
    ],
    outputQuantityList: [{ epcClass: SALAD, quantity: 2000, uom: "CS" }],
    bizStep: "creating_class_instance",
  });
}

export function packed(): JsonObject {
  return event({
    type: "AggregationEvent",
    eventTime: "2026-04-20T13:35:18-05:00",
    eventTimeZoneOffset: "-05:00",
    parentID: PALLET,
    childEPCs: [],
    childQuantityList: [{ epcClass: SALAD, quantity: 50, uom: "CS" }],
    action: "ADD",
    bizStep: "packing",
  });
}

export function shipped(): JsonObject {
  return event({
    type: "ObjectEvent",
    eventTime: "2026-04-20T15:00:00-05:00",
    eventTimeZoneOffset: "-05:00",
    epcList: [PALLET],
    action: "OBSERVE",
    bizStep: "shipping",
    disposition: "in_transit",
  });
}

/** The salad is called back. */
export function recalledNotice(): JsonObject {
  return event({
    type: "ObjectEvent",
    eventTime: "2026-04-21T07:00:00-05:00",
    eventTimeZoneOffset: "-05:00",
    epcList: [],
    quantityList: [{ epcClass: SALAD, quantity: 50, uom: "CS" }],
    action: "OBSERVE",
    bizStep: "holding",
    disposition: "recalled",
  });
}

/** The same event again, declared to be in error; with the names of the events that are to stand in its place. */
export function declaredInError(wrong: JsonObject, ...correctives: string[]): JsonObject {
  const declaration = { declarationTime: "2026-04-21T10:00:00-05:00", reason: "incorrect_data" };
  return { ...wrong, errorDeclaration: correctives.length === 0 ? declaration : { ...declaration, correctiveEventIDs: correctives } };
}
