import type { Json } from "../hashing/lossless-json.ts";
import type { Scope } from "./scope.ts";
import { listOf, standardObject, textOf, type Field, type Fields } from "./standard-object.ts";
import { booleanOf, numberOf, wordOf, type Words } from "./values.ts";
import type { XmlElement } from "./xml-element.ts";

const TEXT: Field = { text: (text) => text };
const REPEATED: Field = { ...TEXT, isRepeated: true };
const NUMBER: Field = { text: numberOf };
const BOOLEAN: Field = { text: booleanOf };

const word = (words: Words): Field => ({ text: (text, element, scope) => wordOf(text, words, element, scope) });
const object = (fields: Fields, lists: readonly string[] = []): Field => ({
  element: (element, scope) => standardObject(element, fields, scope, lists),
});
const list = (name: string, item: Field): Field => ({ element: (element, scope) => listOf(element, name, item, scope) });

/** `<source type="…">urn:…</source>`: the text is the value, under the element's own name. */
const typed = (name: string, words: Words): Field => ({
  element(element: XmlElement, scope: Scope): Json {
    const type = element.attributes.find(({ namespace, local }) => namespace === "" && local === "type");
    const entry = { ...(type ? { type: wordOf(type.value.trim(), words, element, scope) } : {}), [name]: textOf(element) };
    scope.origins.set(entry, element);
    return entry;
  },
});

const EPCS = list("epc", TEXT);
const QUANTITIES = list("quantityElement", object({ epcClass: TEXT, quantity: NUMBER, uom: TEXT }));
const PLACE = object({ id: TEXT });

const SENSOR_METADATA: Fields = { time: TEXT, startTime: TEXT, endTime: TEXT };
const SENSOR_REPORT: Fields = {
  type: word("measurement"),
  exception: word("measurement"),
  component: word("component"),
  value: NUMBER,
  minValue: NUMBER,
  maxValue: NUMBER,
  meanValue: NUMBER,
  sDev: NUMBER,
  percRank: NUMBER,
  percValue: NUMBER,
  booleanValue: BOOLEAN,
};

/** The fields of all kinds of events (EPCIS 2.0, section 7.4); which of them a kind may have is for the schema to say. */
export const EVENT_FIELDS: Fields = {
  eventTime: TEXT,
  recordTime: TEXT,
  eventTimeZoneOffset: TEXT,
  eventID: TEXT,
  action: TEXT,
  parentID: TEXT,
  transformationID: TEXT,
  certificationInfo: REPEATED,
  bizStep: word("bizStep"),
  disposition: word("disposition"),
  epcList: EPCS,
  childEPCs: EPCS,
  inputEPCList: EPCS,
  outputEPCList: EPCS,
  quantityList: QUANTITIES,
  childQuantityList: QUANTITIES,
  inputQuantityList: QUANTITIES,
  outputQuantityList: QUANTITIES,
  readPoint: PLACE,
  bizLocation: PLACE,
  bizTransactionList: list("bizTransaction", typed("bizTransaction", "bizTransactionType")),
  sourceList: list("source", typed("source", "sourceDestinationType")),
  destinationList: list("destination", typed("destination", "sourceDestinationType")),
  persistentDisposition: object(
    { set: { ...word("disposition"), isRepeated: true }, unset: { ...word("disposition"), isRepeated: true } },
    ["set", "unset"],
  ),
  errorDeclaration: object({
    declarationTime: TEXT,
    reason: word("errorReason"),
    correctiveEventIDs: list("correctiveEventID", TEXT),
  }),
  sensorElementList: list(
    "sensorElement",
    object({ sensorMetadata: object(SENSOR_METADATA), sensorReport: { ...object(SENSOR_REPORT), isRepeated: true } }, ["sensorReport"]),
  ),
  ilmd: object({}),
};
