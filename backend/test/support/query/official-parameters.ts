import { readFileSync } from "node:fs";
import { CLASS_PATTERNS, CLASSES, EPC_PATTERNS, EPCS, ORDERS, PARTIES, PLACES, type Thing } from "./identifier-pools.ts";
import { DISPOSITIONS, FIELD_NAMES, STEPS, TIMES, URIS, WORDS } from "./random-events.ts";

interface QuerySchema {
  definitions: { "EPCIS-Query": { properties: Record<string, unknown>; patternProperties: Record<string, unknown> } };
}

const VECTORS = new URL("../../../../protocol/vectors/epcis/", import.meta.url);
const { properties, patternProperties } = (JSON.parse(readFileSync(new URL("EPCIS-Query-Schema.json", VECTORS), "utf8")) as QuerySchema)
  .definitions["EPCIS-Query"];
const { parameters } = (
  JSON.parse(readFileSync(new URL("openapi.json", VECTORS), "utf8")) as {
    components: { parameters: Record<string, { name: string; in: string }> };
  }
).components;

/** The 61 names of the official query schema; `@context` among them says what prefixes mean. */
export const OFFICIAL_FIXED: readonly string[] = Object.keys(properties);
/** The 108 patterns, with each backslash once: the file escapes them twice, so that none could ever match. */
export const OFFICIAL_PATTERNS: readonly RegExp[] = Object.keys(patternProperties).map(
  (source) => new RegExp(source.replaceAll("\\\\", "\\")),
);
/** Names of the language that the official OpenAPI file has as query parameters. */
export const OPENAPI_NAMES: readonly string[] = Object.values(parameters)
  .filter(
    (parameter) =>
      parameter.in === "query" &&
      !/^(perPage|nextPageToken|second|minute|hour|dayOfMonth|month|dayOfWeek|reportIfEmpty|stream|initialRecordTime)$/.test(
        parameter.name,
      ),
  )
  .map(({ name }) => name);

/** Names that fit an official pattern, made of what the random events hold. */
export function namesFor(pattern: RegExp): string[] {
  const stem = pattern.source.slice(1).split(/\[|\\w/)[0] ?? "";
  const tails = /_(value|minValue|maxValue|meanValue|sDev|percValue)_$/.test(stem)
    ? ["CEL", "KEL", "FAH"]
    : stem.endsWith("quantity_")
      ? ["KGM", "LBR", "CS"]
      : {
          EQ_bizTransaction_: ["po", "inv"],
          EQ_source_: ["owning_party", "possessing_party"],
          EQ_destination_: ["owning_party", "location"],
          EQ_ATTR_: ["readPoint_id"],
        }[stem];
  const names = (tails ?? FIELD_NAMES).map((tail) => stem + tail);
  const strange = names.find((name) => !pattern.test(name));
  if (strange !== undefined) throw new Error(`${strange} does not fit ${pattern.source}`);
  return names;
}

const spellings = (pool: readonly Thing[]) => pool.flatMap((thing) => thing.spellings.map((text) => [text]));
const each = (list: readonly string[]) => list.map((text) => [text]);
const AMOUNTS = [0, 1.25, 5, 7.5, 280, 281.15];

/** Values to ask a parameter for, as a JSON query has them. */
export function valuesFor(name: string): unknown[] {
  if (/^(EXISTS)_/.test(name)) return [null, 1];
  if (/_(eventTime|recordTime|time|startTime|endTime|errorDeclarationTime|errorDeclaration_Time)$/.test(name)) return [...TIMES];
  if (/_(percRank)$/.test(name)) return [20, 50];
  if (/_(value|minValue|maxValue|meanValue|sDev|percValue|quantity)(_[A-Z]+)?$/.test(name))
    return name.startsWith("EQ_") ? [...AMOUNTS.map((one) => [one]), AMOUNTS] : AMOUNTS;
  if (/^HASATTR_/.test(name)) return [["example:size"], ["other:grade"], ["other:grade", "example:size"]];
  if (/^EQ_ATTR_(read|biz)/.test(name)) return spellings(PLACES);
  if (/^MATCH_.*Class$/.test(name)) return [...spellings(CLASSES), ...each(Object.keys(CLASS_PATTERNS))];
  if (/^MATCH_/.test(name)) return [...spellings(EPCS), ...each(Object.keys(EPC_PATTERNS)), [EPCS[0]?.spellings[0], EPCS[2]?.spellings[1]]];
  if (/_(readPoint|bizLocation)$/.test(name)) return spellings(PLACES);
  if (/_bizTransaction_/.test(name)) return spellings(ORDERS);
  if (/_(source|destination)_/.test(name)) return spellings([...PARTIES, ...PLACES]);
  const lists: Record<string, unknown[]> = {
    eventType: [["ObjectEvent"], ["AggregationEvent", "TransformationEvent"], ["https://example.com/events/Strange"]],
    EQ_action: [["ADD"], ["OBSERVE", "DELETE"]],
    EQ_bizStep: [...each(STEPS), ["https://ref.gs1.org/cbv/BizStep-shipping", "cycle_counting"]],
    EQ_disposition: each(DISPOSITIONS),
    EQ_persistentDisposition_set: [["damaged"], ["recalled"]],
    EQ_persistentDisposition_unset: [["damaged"], ["recalled"]],
    EQ_transformationID: [["https://example.com/transformations/1"], ["urn:epc:id:gdti:0614141.00001.9"]],
    EQ_eventID: [["urn:uuid:event-1"], ["urn:uuid:event-2", "urn:uuid:event-3", "urn:uuid:nobody"]],
    EQ_errorReason: [["did_not_occur"], ["incorrect_data"]],
    EQ_correctiveEventID: [["urn:uuid:c1"], ["urn:uuid:c2"]],
    EQ_type: [["Temperature"], ["https://example.com/measure/taste", "RelativeHumidity"]],
    EQ_stringValue: each(WORDS),
    EQ_booleanValue: [true, false],
    EQ_hexBinaryValue: [["f0f0"], ["F0F0"], ["00"]],
  };
  if (lists[name]) return lists[name];
  if (/^EQ_(deviceID|dataProcessingMethod|microorganism|chemicalSubstance|bizRules|uriValue)$/.test(name)) return each(URIS);
  return name.startsWith("EQ_") ? [...each(WORDS), ["red", "blue"], ["true"], ["big"], 12, 5, TIMES[0]] : [5, 12, TIMES[1]];
}
