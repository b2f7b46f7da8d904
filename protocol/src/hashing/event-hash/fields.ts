import type { ValueKind } from "./value.ts";

/** Where a standard field stands in the pre-hash string, and how it is written (CBV 2.0, section 8.9). */
export type FieldRule =
  /** `name=value`; several values are several such pieces. */
  | { form: "value"; name: string; kind: ValueKind }
  /** `name`, then the fields of the object; several objects are several such pieces. */
  | { form: "object"; name: string; fields: readonly FieldRule[] }
  /** `name` once, then `member=value` or `member` and fields for each member. */
  | { form: "list"; name: string; member: string; fields?: readonly FieldRule[] };

const value = (name: string, kind: ValueKind = "plain"): FieldRule => ({ form: "value", name, kind });
const object = (name: string, fields: readonly FieldRule[]): FieldRule => ({ form: "object", name, fields });
const epcs = (name: string): FieldRule => ({ form: "list", name, member: "epc" });
const quantities = (name: string): FieldRule => ({
  form: "list",
  name,
  member: "quantityElement",
  fields: [value("epcClass"), value("quantity"), value("uom")],
});
/** Members have no name of their own; the type comes before the value. */
const typed = (name: string, item: string, kind: ValueKind): FieldRule => ({
  form: "list",
  name,
  member: "",
  fields: [value("type", kind), value(item)],
});

const SENSOR_METADATA = [
  value("time", "time"),
  value("startTime", "time"),
  value("endTime", "time"),
  ...["deviceID", "deviceMetadata", "rawData", "dataProcessingMethod", "bizRules"].map((name) => value(name)),
];

const SENSOR_REPORT = [
  value("type", "measurement"),
  value("exception", "measurement"),
  ...["deviceID", "deviceMetadata", "rawData", "dataProcessingMethod"].map((name) => value(name)),
  value("time", "time"),
  ...["microorganism", "chemicalSubstance", "value"].map((name) => value(name)),
  value("component", "component"),
  ...["stringValue", "booleanValue", "hexBinaryValue", "uriValue", "minValue", "maxValue", "meanValue"].map((name) => value(name)),
  ...["sDev", "percRank", "percValue", "uom", "coordinateReferenceSystem"].map((name) => value(name)),
];

const TIME = [value("eventTime", "time"), value("eventTimeZoneOffset")];
const EPCS = epcs("epcList");
const PARENT = value("parentID");
const AFTER_PARENT = [
  epcs("inputEPCList"),
  epcs("childEPCs"),
  quantities("quantityList"),
  quantities("childQuantityList"),
  quantities("inputQuantityList"),
  epcs("outputEPCList"),
  quantities("outputQuantityList"),
  value("action"),
  value("transformationID"),
  value("bizStep", "bizStep"),
  value("disposition", "disposition"),
  object("persistentDisposition", [value("set", "disposition"), value("unset", "disposition")]),
  object("readPoint", [value("id")]),
  object("bizLocation", [value("id")]),
];

/** `name` of the list is written in CBV 2.1 only; CBV 2.0 starts with the first member. */
export const SENSOR_LIST = "sensorElementList";

const TYPED_LISTS = [
  typed("bizTransactionList", "bizTransaction", "bizTransactionType"),
  typed("sourceList", "source", "sourceDestinationType"),
  typed("destinationList", "destination", "sourceDestinationType"),
];

const SENSORS: FieldRule = {
  form: "list",
  name: SENSOR_LIST,
  member: "sensorElement",
  fields: [object("sensorMetadata", SENSOR_METADATA), object("sensorReport", SENSOR_REPORT)],
};

/** Standard fields of an event in the order of the pre-hash string; `trailing` ones stand among the extensions. */
export interface FieldOrder {
  leading: readonly FieldRule[];
  trailing: readonly FieldRule[];
  /** Members of an event that are no extensions. */
  standard: ReadonlySet<string>;
}

/** Members of an event that never take part: who captured it when, how it was called, what was withdrawn, and remarks. */
const IGNORED_IN_EVENT = ["@context", "type", "recordTime", "eventID", "errorDeclaration", "certificationInfo", "ilmd"];

function orderOf(leading: readonly FieldRule[], trailing: readonly FieldRule[]): FieldOrder {
  return {
    leading,
    trailing,
    standard: new Set([...IGNORED_IN_EVENT, ...leading, ...trailing].map((field) => (typeof field === "string" ? field : field.name))),
  };
}

export const FIELDS = orderOf([...TIME, EPCS, PARENT, ...AFTER_PARENT, ...TYPED_LISTS, SENSORS], []);

/** The order of the algorithm as published until October 2025. */
export const FIELDS_2025 = orderOf([...TIME, value("certificationInfo"), PARENT, EPCS, ...AFTER_PARENT, SENSORS], TYPED_LISTS);

/** Remarks are left out everywhere; `#text` is the text of the element that holds it. */
export const IGNORED_ANYWHERE: ReadonlySet<string> = new Set([
  "comment",
  "rdfs:comment",
  "{http://www.w3.org/2000/01/rdf-schema#}comment",
  "#text",
]);

const names = new WeakMap<readonly FieldRule[], ReadonlySet<string>>();

/** Names of some fields: made once for each list of rules. */
export function namesOf(fields: readonly FieldRule[]): ReadonlySet<string> {
  const known = names.get(fields) ?? new Set(fields.map(({ name }) => name));
  names.set(fields, known);
  return known;
}
