import type { Namespaces } from "@waybill/protocol/hashing/event-hash/namespaces";
import { numberText, type JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { exactNumber } from "@waybill/protocol/measures/exact-number";
import { measureOf } from "@waybill/protocol/measures/units";
import { momentFacts, numberFact, objectsOf, presence, textFact, textsOf, type Fact } from "./fact.ts";
import { fieldFacts } from "./field-facts.ts";
import { identifierKey, textKey, wordKey } from "./keys.ts";

/** Fields of a report that measure, and how their number is to be taken. */
export const MEASURES = {
  value: "value",
  minValue: "value",
  maxValue: "value",
  meanValue: "value",
  percValue: "value",
  sDev: "difference",
} as const;

const MOMENTS = ["time", "startTime", "endTime"] as const;
const IDENTIFIERS = ["deviceID", "dataProcessingMethod", "bizRules", "microorganism", "chemicalSubstance", "uriValue"] as const;

/** What an event's sensor elements say. */
export function sensorFacts(event: JsonObject, namespaces: Namespaces): Fact[] {
  const elements = objectsOf(event["sensorElementList"]);
  if (elements.length === 0) return [];
  return [presence("sensorElementList"), ...elements.flatMap((element) => elementFacts(element, namespaces))];
}

function elementFacts(element: JsonObject, namespaces: Namespaces): Fact[] {
  const metadata = objectsOf(element["sensorMetadata"]);
  const reports = objectsOf(element["sensorReport"]);
  return [
    ...fieldFacts(element, "sensorElement", namespaces),
    ...metadata.flatMap((part) => [...fieldFacts(part, "sensorMetadata", namespaces), ...common(part)]),
    ...reports.flatMap((part) => [...fieldFacts(part, "sensorReport", namespaces), ...common(part), ...reportFacts(part, namespaces)]),
  ];
}

/** What metadata and reports may both hold. */
function common(part: JsonObject): Fact[] {
  return [
    ...MOMENTS.flatMap((name) => momentFacts(name, part[name])),
    ...IDENTIFIERS.flatMap((name) => textsOf(part[name]).map((text) => textFact(name, identifierKey(text)))),
  ];
}

function reportFacts(report: JsonObject, namespaces: Namespaces): Fact[] {
  const uom = typeof report["uom"] === "string" ? report["uom"] : undefined;
  const measures = Object.entries(MEASURES).flatMap(([name, kind]) => {
    const text = numberText(report[name]);
    const measure = text === undefined || uom === undefined ? undefined : measureOf(text, uom, kind);
    return measure === undefined ? [] : [numberFact(`${name} ${measure.unit}`, measure.number)];
  });
  const rank = numberText(report["percRank"]);
  const rankNumber = rank === undefined ? undefined : exactNumber(rank);
  return [
    ...textsOf(report["type"]).map((text) => textFact("type", wordKey(text, namespaces))),
    ...textsOf(report["stringValue"]).map((text) => textFact("stringValue", textKey(text))),
    ...textsOf(report["hexBinaryValue"]).map((text) => textFact("hexBinaryValue", textKey(text.toUpperCase()))),
    ...(typeof report["booleanValue"] === "boolean" ? [textFact("booleanValue", String(report["booleanValue"]))] : []),
    ...(rankNumber === undefined ? [] : [numberFact("percRank", rankNumber)]),
    ...measures,
  ];
}
