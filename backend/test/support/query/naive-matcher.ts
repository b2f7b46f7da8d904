import { CLASS_PATTERNS, EPC_PATTERNS, labelled } from "./identifier-pools.ts";
import type { PlainEvent } from "./random-events.ts";

/**
 * Reads one parameter of the query language against one event, straight from the words of the standard and with none of the code under test:
 * it walks the event's JSON each time. `value` is the parameter as a JSON query has it.
 */
export function naiveMatch(event: PlainEvent, name: string, value: unknown): boolean {
  const standard = STANDARD[name];
  if (standard) return standard(event, value);
  const typed = /^EQ_(bizTransaction|source|destination)_(\w+)$/.exec(name);
  if (typed)
    return typedValues(event, typed[1] ?? "", typed[2] ?? "").some((found) => wanted(value).map(labelled).includes(labelled(found)));
  const measured = /^([EGL][QTE])_(value|minValue|maxValue|meanValue|sDev|percValue|quantity)_([A-Z]+)$/.exec(name);
  if (measured) return measuredValue(event, measured.slice(1) as [string, string, string], value);
  const attribute = /^EQ_ATTR_(.+:\w+)_(\w+:\w+)$/.exec(name);
  if (attribute) return attributesOf(event, attribute[1] ?? "").some(([key, found]) => key === attribute[2] && isEqual(found, value));
  if (name === "EQ_ATTR_readPoint_id")
    return wanted(value)
      .map(labelled)
      .includes(labelled(placeOf(event, "readPoint")));
  const has = /^HASATTR_(.+)$/.exec(name);
  if (has) return attributesOf(event, has[1] ?? "").some(([key]) => wanted(value).includes(key));
  const field = /^(EQ|GT|GE|LT|LE|EXISTS)_(INNER_)?(ILMD_|ERROR_DECLARATION_|SENSOR[A-Z]+_|readPoint_|bizLocation_)?(\w+:\w+)$/.exec(name);
  if (!field) throw new Error(`the naive matcher does not know ${name}`);
  const [, compare = "", inner, scope = "", key = ""] = field;
  const values = holdersOf(event, scope).flatMap((holder) => (inner ? innerValues(holder, key) : own(holder, key)));
  if (compare === "EXISTS") return values.length > 0;
  const scalars = values.map((one) => (isObject(one) ? one["#text"] : one)).filter((one) => one !== undefined);
  return scalars.some((one) => (compare === "EQ" ? isEqual(one, value) : isBeyond(compare, one, value)));
}

const STANDARD: Readonly<Record<string, (event: PlainEvent, value: unknown) => boolean>> = {
  eventType: (event, value) => wanted(value).includes(String(event["type"])),
  ...times("eventTime", (event) => [event["eventTime"]]),
  ...times("recordTime", (event) => [event["recordTime"]]),
  EQ_action: (event, value) => wanted(value).includes(event["action"] as string),
  EQ_bizStep: (event, value) => wanted(value).map(bare).includes(bare(event["bizStep"])),
  EQ_disposition: (event, value) => wanted(value).map(bare).includes(bare(event["disposition"])),
  EQ_persistentDisposition_set: (event, value) =>
    walk(event, "persistentDisposition", "set").some((one) => wanted(value).map(bare).includes(bare(one))),
  EQ_persistentDisposition_unset: (event, value) =>
    walk(event, "persistentDisposition", "unset").some((one) => wanted(value).map(bare).includes(bare(one))),
  EQ_readPoint: (event, value) =>
    wanted(value)
      .map(labelled)
      .includes(labelled(placeOf(event, "readPoint"))),
  EQ_bizLocation: (event, value) =>
    wanted(value)
      .map(labelled)
      .includes(labelled(placeOf(event, "bizLocation"))),
  // The test's master data: the dock is part of the site, the field of the dock, and by mistake the dock of the field.
  WD_readPoint: (event, value) => withDescendants(wanted(value)).includes(labelled(placeOf(event, "readPoint"))),
  WD_bizLocation: (event, value) => withDescendants(wanted(value)).includes(labelled(placeOf(event, "bizLocation"))),
  EQ_transformationID: (event, value) => wanted(value).includes(event["transformationID"] as string),
  ...matching(["MATCH_epc"], ["epcList", "childEPCs"]),
  ...matching(["MATCH_parentID"], ["parentID"]),
  ...matching(["MATCH_inputEPC"], ["inputEPCList"]),
  ...matching(["MATCH_outputEPC"], ["outputEPCList"]),
  ...matching(["MATCH_anyEPC"], ["epcList", "childEPCs", "parentID", "inputEPCList", "outputEPCList"]),
  ...matching(["MATCH_epcClass"], ["quantityList", "childQuantityList"]),
  ...matching(["MATCH_inputEPCClass"], ["inputQuantityList"]),
  ...matching(["MATCH_outputEPCClass"], ["outputQuantityList"]),
  ...matching(["MATCH_anyEPCClass"], ["quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList"]),
  ...Object.fromEntries(
    ["EQ", "GT", "GE", "LT", "LE"].map((compare) => [
      `${compare}_quantity`,
      (event: PlainEvent, value: unknown) =>
        quantitiesOf(event).some(({ quantity }) => quantity !== undefined && compares(compare, quantity, value)),
    ]),
  ),
  EQ_eventID: (event, value) => wanted(value).includes(event["eventID"] as string),
  EXISTS_errorDeclaration: (event) => event["errorDeclaration"] !== undefined,
  ...times("errorDeclarationTime", (event) => walk(event, "errorDeclaration", "declarationTime")),
  ...times("errorDeclaration_Time", (event) => walk(event, "errorDeclaration", "declarationTime")),
  EQ_errorReason: (event, value) => walk(event, "errorDeclaration", "reason").some((one) => wanted(value).includes(one as string)),
  EQ_correctiveEventID: (event, value) =>
    walk(event, "errorDeclaration", "correctiveEventIDs").some((one) => wanted(value).includes(one as string)),
  EXISTS_sensorElementList: (event) => event["sensorElementList"] !== undefined,
  ...times("time", (event) => sensorParts(event).flatMap((part) => own(part, "time"))),
  ...times("startTime", (event) => sensorParts(event).flatMap((part) => own(part, "startTime"))),
  ...times("endTime", (event) => sensorParts(event).flatMap((part) => own(part, "endTime"))),
  ...Object.fromEntries(
    [
      "type",
      "deviceID",
      "dataProcessingMethod",
      "microorganism",
      "chemicalSubstance",
      "bizRules",
      "stringValue",
      "hexBinaryValue",
      "uriValue",
    ].map((key) => [
      `EQ_${key}`,
      (event: PlainEvent, value: unknown) =>
        sensorParts(event)
          .flatMap((part) => own(part, key))
          .some((one) => wanted(value).map(sameDevice).includes(sameDevice(one))),
    ]),
  ),
  EQ_booleanValue: (event, value) => sensorParts(event).some((part) => part["booleanValue"] === value),
  ...Object.fromEntries(
    ["GT", "GE", "LT", "LE"].map((compare) => [
      `${compare}_percRank`,
      (event: PlainEvent, value: unknown) =>
        sensorParts(event).some((part) => part["percRank"] !== undefined && compares(compare, part["percRank"], value)),
    ]),
  ),
};

function times(name: string, read: (event: PlainEvent) => unknown[]): Record<string, (event: PlainEvent, value: unknown) => boolean> {
  const instants = (event: PlainEvent) =>
    read(event)
      .filter((one) => one !== undefined)
      .map(micros);
  return {
    [`GE_${name}`]: (event, value) => instants(event).some((one) => one >= micros(value)),
    [`LT_${name}`]: (event, value) => instants(event).some((one) => one < micros(value)),
  };
}

function matching(names: readonly string[], lists: readonly string[]): Record<string, (event: PlainEvent, value: unknown) => boolean> {
  const match = (event: PlainEvent, value: unknown) =>
    lists
      .flatMap((list) => [event[list]].flat())
      .filter((one) => one !== undefined)
      .some((one) => {
        const text = isObject(one) ? String(one["epcClass"]) : String(one);
        const patterns = isObject(one) ? CLASS_PATTERNS : EPC_PATTERNS;
        return wanted(value).some((asked) => (patterns[asked] ?? [labelled(asked)]).includes(labelled(text)));
      });
  return Object.fromEntries(names.map((name) => [name, match]));
}

function typedValues(event: PlainEvent, member: string, type: string): string[] {
  return [event[`${member}List`]]
    .flat()
    .filter(isObject)
    .filter((one) => bare(one["type"]) === type)
    .map((one) => String(one[member]));
}

/** Temperatures in 1/900 kelvin and masses in 1/10^8 kilogram are whole numbers for the quarters that the events hold. */
const WHOLE: Readonly<Record<string, (value: number, isDifference: boolean) => bigint>> = {
  KEL: (value) => BigInt(Math.round(value * 100)) * 9n,
  CEL: (value, isDifference) => (BigInt(Math.round(value * 100)) + (isDifference ? 0n : 27_315n)) * 9n,
  FAH: (value, isDifference) => (BigInt(Math.round(value * 100)) + (isDifference ? 0n : 45_967n)) * 5n,
  KGM: (value) => BigInt(Math.round(value * 100)) * 1_000_000n,
  GRM: (value) => BigInt(Math.round(value * 100)) * 1_000n,
  LBR: (value) => (BigInt(Math.round(value * 100)) * 45_359_237n) / 100n,
};
const KIND: Readonly<Record<string, string>> = { KEL: "heat", CEL: "heat", FAH: "heat", KGM: "mass", GRM: "mass", LBR: "mass" };

function measuredValue(event: PlainEvent, [compare, key, uom]: [string, string, string], value: unknown): boolean {
  const holders = key === "quantity" ? quantitiesOf(event) : sensorParts(event);
  return holders.some((holder) => {
    const unit = holder["uom"] as string | undefined;
    if (typeof holder[key] !== "number" || unit === undefined || (KIND[unit] ?? unit) !== (KIND[uom] ?? uom)) return false;
    const toWhole = (number: number, code: string) => WHOLE[code]?.(number, key === "sDev") ?? BigInt(Math.round(number * 100));
    return [value].flat().some((one) => compares(compare, toWhole(holder[key] as number, unit), toWhole(one as number, uom)));
  });
}

function compares(compare: string, found: unknown, asked: unknown): boolean {
  return [asked].flat().some((one) => {
    const [a, b] = [found as number, one as number];
    return { EQ: a === b, GT: a > b, GE: a >= b, LT: a < b, LE: a <= b }[compare] ?? false;
  });
}

/** Equal as text, or as the numbers, times or truth values that they are. */
function isEqual(found: unknown, asked: unknown): boolean {
  if (!Array.isArray(asked)) {
    if (typeof asked === "number") return isNumeric(found) && Number(found) === asked;
    return isTime(found) && isTime(asked) && micros(found) === micros(asked);
  }
  return asked.some(
    (one) =>
      String(found) === one ||
      (typeof found === "number" && isNumeric(one) && found === Number(one)) ||
      (isTime(found) && isTime(one) && micros(found) === micros(one)),
  );
}

function isBeyond(compare: string, found: unknown, asked: unknown): boolean {
  if (typeof asked === "number") return isNumeric(found) && compares(compare, Number(found), asked);
  return isTime(found) && compares(compare, micros(found), micros(asked));
}

function isNumeric(value: unknown): boolean {
  return typeof value === "number" || (typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value));
}

function isTime(value: unknown): boolean {
  return typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value);
}

function micros(value: unknown): number {
  const fraction = /\.(\d{1,6})/.exec(String(value))?.[1] ?? "";
  const seconds = Date.parse(String(value).replace(/\.\d+/, "")) / 1000;
  return seconds * 1_000_000 + Number(fraction.padEnd(6, "0"));
}

function holdersOf(event: PlainEvent, scope: string): PlainEvent[] {
  const elements = [event["sensorElementList"]].flat().filter(isObject);
  const holders: Record<string, unknown[]> = {
    "": [event],
    ILMD_: [event["ilmd"]],
    ERROR_DECLARATION_: [event["errorDeclaration"]],
    readPoint_: [event["readPoint"]],
    bizLocation_: [event["bizLocation"]],
    SENSORELEMENT_: elements,
    SENSORMETADATA_: elements.map((element) => element["sensorMetadata"]),
    SENSORREPORT_: elements.flatMap((element) => element["sensorReport"] as unknown[]),
  };
  return (holders[scope] ?? []).filter(isObject);
}

function own(holder: PlainEvent, key: string): unknown[] {
  return holder[key] === undefined ? [] : [holder[key]].flat();
}

/** Values of a name anywhere below a field outside of the standard. */
function innerValues(holder: PlainEvent, key: string): unknown[] {
  const below = (value: unknown): unknown[] => {
    if (Array.isArray(value)) return value.flatMap(below);
    if (!isObject(value)) return [];
    return Object.entries(value).flatMap(([name, member]) => [...(name === key ? [member].flat() : []), ...below(member)]);
  };
  return Object.entries(holder).flatMap(([name, member]) => (name.includes(":") ? below(member) : []));
}

function attributesOf(event: PlainEvent, field: string): [string, unknown][] {
  return [event[field]]
    .flat()
    .filter(isObject)
    .flatMap((one) => Object.entries(one).filter(([name, member]) => name !== "#text" && typeof member !== "object"));
}

function sensorParts(event: PlainEvent): PlainEvent[] {
  const elements = [event["sensorElementList"]].flat().filter(isObject);
  return elements.flatMap((element) => [element["sensorMetadata"], ...(element["sensorReport"] as unknown[])]).filter(isObject);
}

function quantitiesOf(event: PlainEvent): PlainEvent[] {
  return ["quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList"]
    .flatMap((list) => [event[list]].flat())
    .filter(isObject);
}

function walk(event: PlainEvent, ...path: string[]): unknown[] {
  return path.reduce<unknown[]>((found, name) => found.filter(isObject).flatMap((one) => own(one, name)), [event]);
}

function placeOf(event: PlainEvent, name: string): string {
  return String((event[name] as PlainEvent | undefined)?.["id"]);
}

function withDescendants(places: readonly string[]): string[] {
  const below: Record<string, string[]> = { site: ["site", "dock", "field"], dock: ["dock", "field"], field: ["field", "dock"] };
  return places.map(labelled).flatMap((label) => below[label] ?? [label]);
}

function bare(value: unknown): string {
  return String(value).replace(/^https:\/\/ref\.gs1\.org\/cbv\/(BizStep|Disp|BTT)-/, "");
}

/** The pools hold one device in two spellings, and binary values in two cases. */
function sameDevice(value: unknown): string {
  return String(value).replace("urn:epc:id:giai:4000001.111", "https://id.gs1.org/8004/4000001111").replace("F0F0", "f0f0");
}

function wanted(value: unknown): string[] {
  return [value].flat().map(String);
}

function isObject(value: unknown): value is PlainEvent {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
