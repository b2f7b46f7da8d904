import { ACTIONS, BIZ_STEPS, DISPOSITIONS, ERROR_REASONS, EVENT_TYPES, MEASUREMENT_TYPES } from "../cbv-words.ts";
import type { Comparison, Criterion, TextColumn, TimeColumn } from "../criteria.ts";
import { identifierKey, textKey, wordKey } from "../index/keys.ts";
import { matchTests } from "./match.ts";
import * as read from "./value.ts";

/** A parameter whose name the standard fixes. */
export interface FixedParameter {
  form: "list" | "time" | "number" | "boolean";
  criteria: (given: read.Given, context: read.QueryContext) => Criterion[];
}

/** Every fixed parameter that selects events (EPCIS 2.0, 8.2.7.1, as the official OpenAPI file and query schema spell them). */
export const FIXED_PARAMETERS: Readonly<Record<string, FixedParameter>> = {
  eventType: list((given) => [{ kind: "text", column: "event_type", oneOf: eventTypes(given) }]),
  GE_eventTime: time("event_time", "GE"),
  LT_eventTime: time("event_time", "LT"),
  GE_recordTime: time("recorded_at", "GE"),
  LT_recordTime: time("recorded_at", "LT"),
  EQ_action: list((given) => [{ kind: "text", column: "action", oneOf: read.wordsOf(given, ACTIONS) }]),
  EQ_bizStep: vocabulary(BIZ_STEPS, (oneOf) => ({ kind: "text", column: "biz_step", oneOf })),
  EQ_disposition: vocabulary(DISPOSITIONS, (oneOf) => ({ kind: "text", column: "disposition", oneOf })),
  EQ_persistentDisposition_set: vocabulary(DISPOSITIONS, (keys) => textFact("persistentDisposition set", keys)),
  EQ_persistentDisposition_unset: vocabulary(DISPOSITIONS, (keys) => textFact("persistentDisposition unset", keys)),
  EQ_readPoint: place("read_point"),
  EQ_bizLocation: place("biz_location"),
  WD_readPoint: list((given) => [{ kind: "within", column: "read_point", places: read.uris(given).map(identifierKey) }]),
  WD_bizLocation: list((given) => [{ kind: "within", column: "biz_location", places: read.uris(given).map(identifierKey) }]),
  EQ_transformationID: list((given) => [textFact("transformationID", read.texts(given).map(identifierKey))]),
  MATCH_epc: match("epc"),
  MATCH_parentID: match("parentID"),
  MATCH_inputEPC: match("inputEPC"),
  MATCH_outputEPC: match("outputEPC"),
  MATCH_anyEPC: match("epc", "parentID", "inputEPC", "outputEPC"),
  MATCH_epcClass: match("epcClass"),
  MATCH_inputEPCClass: match("inputEPCClass"),
  MATCH_outputEPCClass: match("outputEPCClass"),
  MATCH_anyEPCClass: match("epcClass", "inputEPCClass", "outputEPCClass"),
  EQ_quantity: number("quantity", "EQ"),
  GT_quantity: number("quantity", "GT"),
  GE_quantity: number("quantity", "GE"),
  LT_quantity: number("quantity", "LT"),
  LE_quantity: number("quantity", "LE"),
  EQ_eventID: list((given) => [{ kind: "eventId", oneOf: read.uris(given) }]),
  EXISTS_errorDeclaration: present("errorDeclaration"),
  GE_errorDeclarationTime: momentFact("errorDeclaration", "GE"),
  LT_errorDeclarationTime: momentFact("errorDeclaration", "LT"),
  // The query schema writes these two with a further underscore.
  GE_errorDeclaration_Time: momentFact("errorDeclaration", "GE"),
  LT_errorDeclaration_Time: momentFact("errorDeclaration", "LT"),
  EQ_errorReason: vocabulary(ERROR_REASONS, (keys) => textFact("errorDeclaration", keys)),
  EQ_correctiveEventID: list((given) => [textFact("correctiveEventID", read.uris(given).map(textKey))]),
  EXISTS_sensorElementList: present("sensorElementList"),
  GE_time: momentFact("time", "GE"),
  LT_time: momentFact("time", "LT"),
  GE_startTime: momentFact("startTime", "GE"),
  LT_startTime: momentFact("startTime", "LT"),
  GE_endTime: momentFact("endTime", "GE"),
  LT_endTime: momentFact("endTime", "LT"),
  EQ_type: vocabulary(MEASUREMENT_TYPES, (keys) => textFact("type", keys)),
  EQ_deviceID: identifier("deviceID"),
  EQ_dataProcessingMethod: identifier("dataProcessingMethod"),
  EQ_microorganism: identifier("microorganism"),
  EQ_chemicalSubstance: identifier("chemicalSubstance"),
  EQ_bizRules: identifier("bizRules"),
  EQ_uriValue: identifier("uriValue"),
  EQ_stringValue: list((given) => [textFact("stringValue", read.texts(given).map(textKey))]),
  EQ_hexBinaryValue: list((given) => [
    textFact(
      "hexBinaryValue",
      read.texts(given).map((text) => textKey(text.toUpperCase())),
    ),
  ]),
  EQ_booleanValue: { form: "boolean", criteria: (given) => [textFact("booleanValue", [String(read.boolean(given))])] },
  GE_percRank: number("percRank", "GE"),
  GT_percRank: number("percRank", "GT"),
  LT_percRank: number("percRank", "LT"),
  LE_percRank: number("percRank", "LE"),
};

export function textFact(name: string, keys: readonly string[]): Criterion {
  return { kind: "fact", names: [name], anyOf: keys.map((text) => ({ text })) };
}

/** Numbers that one parameter asks for: several are one or the other. */
export function numberFact(name: string, compare: Comparison, numbers: readonly string[]): Criterion {
  return { kind: "fact", names: [name], anyOf: numbers.map((value) => ({ number: value, compare, isTyped: false })) };
}

function list(criteria: FixedParameter["criteria"]): FixedParameter {
  return { form: "list", criteria };
}

function time(column: TimeColumn, compare: Comparison): FixedParameter {
  return { form: "time", criteria: (given) => [{ kind: "time", column, compare, moment: read.moment(given) }] };
}

function momentFact(name: string, compare: Comparison): FixedParameter {
  const criterion = (given: read.Given): Criterion => ({
    kind: "fact",
    names: [name],
    anyOf: [{ moment: read.moment(given), compare }],
  });
  return { form: "time", criteria: (given) => [criterion(given)] };
}

function number(name: string, compare: Comparison): FixedParameter {
  return {
    form: "number",
    criteria: (given) => [numberFact(name, compare, compare === "EQ" ? read.numbers(given) : [read.number(given)])],
  };
}

/** Standard words in any spelling, or URIs of others. */
function vocabulary(words: readonly string[], criterion: (keys: string[]) => Criterion): FixedParameter {
  return list((given, { namespaces }) => {
    const keys = read.texts(given).map((text) => wordKey(text, namespaces));
    const strange = keys.find((key) => !words.includes(key) && !read.isUri(key));
    if (strange !== undefined) throw read.illFormed(given, `must hold standard words or URIs; ${strange.slice(0, 100)} is neither`);
    return [criterion(keys)];
  });
}

function place(column: TextColumn): FixedParameter {
  return list((given) => [{ kind: "text", column, oneOf: read.uris(given).map(identifierKey) }]);
}

function identifier(name: string): FixedParameter {
  return list((given) => [textFact(name, read.uris(given).map(identifierKey))]);
}

function match(...names: string[]): FixedParameter {
  return list((given) => [{ kind: "fact", names, anyOf: read.uris(given).flatMap(matchTests) }]);
}

function present(name: string): FixedParameter {
  return { form: "boolean", criteria: (given) => (read.isWanted(given) ? [{ kind: "fact", names: [name], anyOf: [] }] : []) };
}

function eventTypes(given: read.Given): string[] {
  const types = read.texts(given);
  if (!types.every((type) => EVENT_TYPES.includes(type) || read.isUri(type)))
    throw read.illFormed(given, "must hold event types of the standard, or URIs of others");
  return types.map(textKey);
}
