import { decimal, flat, list, object, repeated, text, typed, word, type Order, type Write } from "./standard.ts";

const EPCS = list("epc", text);
const QUANTITY: Order = [
  ["epcClass", text],
  ["quantity", decimal],
  ["uom", text],
];
const QUANTITIES = list("quantityElement", object(QUANTITY));
const PLACE = object([["id", text]]);

const SENSOR_ELEMENT = object([
  ["sensorMetadata", flat({})],
  ["sensorReport", repeated(flat({ type: "measurement", exception: "measurement", component: "component" }))],
]);

/** EPCIS 2.0, section 7.4; the counterpart of what is read. */
const WRITE = {
  eventTime: text,
  recordTime: text,
  eventTimeZoneOffset: text,
  eventID: text,
  errorDeclaration: object([
    ["declarationTime", text],
    ["reason", word("errorReason")],
    ["correctiveEventIDs", list("correctiveEventID", text)],
  ]),
  certificationInfo: repeated(text),
  action: text,
  parentID: text,
  transformationID: text,
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
  bizTransactionList: list("bizTransaction", typed("bizTransactionType"), { mayBeEmpty: false }),
  sourceList: list("source", typed("sourceDestinationType"), { mayBeEmpty: false }),
  destinationList: list("destination", typed("sourceDestinationType"), { mayBeEmpty: false }),
  sensorElementList: list("sensorElement", SENSOR_ELEMENT, { mayBeEmpty: false }),
  persistentDisposition: object([
    ["unset", repeated(word("disposition"))],
    ["set", repeated(word("disposition"))],
  ]),
  ilmd: object([]),
} as const satisfies Record<string, Write>;
type Name = keyof typeof WRITE;

const FIRST: readonly Name[] = ["eventTime", "recordTime", "eventTimeZoneOffset", "eventID", "errorDeclaration", "certificationInfo"];
const STEP: readonly Name[] = ["bizStep", "disposition", "readPoint", "bizLocation"];
const PARTIES: readonly Name[] = ["sourceList", "destinationList", "sensorElementList", "persistentDisposition"];

const OF_TYPE: Readonly<Record<string, readonly Name[]>> = {
  ObjectEvent: ["epcList", "action", ...STEP, "bizTransactionList", "quantityList", ...PARTIES, "ilmd"],
  AggregationEvent: ["parentID", "childEPCs", "action", ...STEP, "bizTransactionList", "childQuantityList", ...PARTIES],
  TransactionEvent: ["bizTransactionList", "parentID", "epcList", "action", ...STEP, "quantityList", ...PARTIES],
  TransformationEvent: [
    ...(["inputEPCList", "inputQuantityList", "outputEPCList", "outputQuantityList", "transformationID"] as const),
    ...STEP,
    "bizTransactionList",
    ...PARTIES,
    "ilmd",
  ],
  AssociationEvent: ["parentID", "childEPCs", "childQuantityList", "action", ...STEP, "bizTransactionList", ...PARTIES],
};
const ALL = Object.keys(WRITE) as Name[];

/** The fields of a kind of event in the order of the XML schema; for kinds that only others know, all there are. */
export function eventOrder(type: string): Order {
  const own = Object.hasOwn(OF_TYPE, type) ? OF_TYPE[type] : undefined;
  return [...FIRST, ...(own ?? ALL.filter((name) => !FIRST.includes(name)))].map((name) => [name, WRITE[name]]);
}

export function isStandardType(type: string): boolean {
  return Object.hasOwn(OF_TYPE, type);
}
