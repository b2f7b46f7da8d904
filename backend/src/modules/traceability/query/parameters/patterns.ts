import type { Comparison, Criterion, FactTest } from "../criteria.ts";
import { attributeName, fieldName, type FieldScope } from "../index/field-facts.ts";
import { typedName } from "../index/index-event.ts";
import { fieldKey, identifierKey, textKey, wordKey } from "../index/keys.ts";
import { MEASURES } from "../index/sensor-facts.ts";
import { measureOf } from "@waybill/protocol/measures/units";
import { numberFact, textFact } from "./fixed.ts";
import * as read from "./value.ts";

/** Parameters whose name holds a type, a unit or the name of a field. The first pattern that fits reads the parameter. */
interface PatternParameter {
  name: RegExp;
  criteria: (parts: readonly string[], given: read.Given, context: read.QueryContext) => Criterion[];
}

/** Word in a parameter's name for a place that holds fields outside of the standard; none is the event itself. */
const SCOPES: Readonly<Record<string, FieldScope>> = {
  "": "event",
  ILMD_: "ilmd",
  ERROR_DECLARATION_: "error",
  SENSORELEMENT_: "sensorElement",
  SENSORMETADATA_: "sensorMetadata",
  SENSORREPORT_: "sensorReport",
  readPoint_: "readPoint",
  bizLocation_: "bizLocation",
};

export const PATTERN_PARAMETERS: readonly PatternParameter[] = [
  {
    name: /^EQ_(bizTransaction|source|destination)_(.+)$/,
    criteria: ([member, type = ""], given, { namespaces }) => [
      textFact(typedName(member as "source", wordKey(type, namespaces)), read.uris(given).map(identifierKey)),
    ],
  },
  {
    name: /^(EQ|GT|GE|LT|LE)_(value|minValue|maxValue|meanValue|sDev|percValue|quantity)_([A-Z0-9]{2,4})$/,
    criteria: ([compare, field = "", uom = ""], given) => [measured(compare as Comparison, { field, uom }, given)],
  },
  { name: /^HASATTR_(.+)$/, criteria: ([field = ""], given, context) => [hasAttribute(field, given, context)] },
  { name: /^EQ_ATTR_(.+)$/, criteria: ([names = ""], given, context) => [attributeIs(names, given, context)] },
  {
    name: /^EXISTS_(INNER_)?(ILMD_|ERROR_DECLARATION_|SENSORELEMENT_|SENSORMETADATA_|SENSORREPORT_|readPoint_|bizLocation_)?(.+:.+)$/,
    criteria: ([inner, scope, field = ""], given, context) =>
      read.isWanted(given) ? [{ kind: "fact", names: [nameOf({ inner, scope, field }, given, context)], anyOf: [] }] : [],
  },
  {
    name: /^(EQ|GT|GE|LT|LE)_(INNER_)?(ILMD_|ERROR_DECLARATION_|SENSORELEMENT_|SENSORMETADATA_|SENSORREPORT_|readPoint_|bizLocation_)?(.+:.+)$/,
    criteria: ([compare, inner, scope, field = ""], given, context) => [
      { kind: "fact", names: [nameOf({ inner, scope, field }, given, context)], anyOf: fieldTests(compare as Comparison, given) },
    ],
  },
];

/** Full name of a field, as a parameter or `orderBy` has it. */
export function fullName(field: string, given: read.Given, { namespaces }: read.QueryContext): string {
  const key = fieldKey(field, namespaces);
  if (key !== undefined) return key;
  throw read.illFormed(
    given,
    `names a field by a prefix that nobody has defined; GS1-Extensions or @context must say what ${field.split(":")[0]} is`,
  );
}

function nameOf(
  { inner, scope, field }: { inner: string | undefined; scope: string | undefined; field: string },
  given: read.Given,
  context: read.QueryContext,
): string {
  return fieldName(SCOPES[scope ?? ""] ?? "event", fullName(field, given, context), inner !== undefined);
}

function measured(compare: Comparison, { field, uom }: { field: string; uom: string }, given: read.Given): Criterion {
  const kind = Object.hasOwn(MEASURES, field) ? MEASURES[field as keyof typeof MEASURES] : "value";
  const wanted = compare === "EQ" ? read.numbers(given) : [read.number(given)];
  const measures = wanted.map((text) => measureOf(text, uom, kind) ?? { number: text, unit: uom });
  return numberFact(
    `${field} ${measures[0]?.unit}`,
    compare,
    measures.map(({ number }) => number),
  );
}

function fieldTests(compare: Comparison, given: read.Given): FactTest[] {
  if (compare !== "EQ") return [testOf(compare, read.comparable(given))];
  return read.scalars(given).flatMap((scalar): FactTest[] => {
    if (!("text" in scalar)) return [testOf("EQ", scalar)];
    // Text may stand for a number or a time that the event wrote as such.
    const asUrl: read.Given = { name: given.name, value: { text: scalar.text } };
    return [{ text: textKey(scalar.text) }, ...typedTests(asUrl)];
  });
}

function testOf(compare: Comparison, value: { number: string } | { moment: string }): FactTest {
  return "number" in value ? { number: value.number, compare, isTyped: false } : { moment: value.moment, compare };
}

function typedTests(given: read.Given): FactTest[] {
  let value: ReturnType<typeof read.comparable>;
  try {
    value = read.comparable(given);
  } catch {
    return [];
  }
  return "number" in value ? [{ number: value.number, compare: "EQ", isTyped: true }] : [{ moment: value.moment, compare: "EQ" }];
}

function hasAttribute(field: string, given: read.Given, context: read.QueryContext): Criterion {
  const attributes = read.texts(given).map((attribute) => keyOf(attribute, given, context));
  return { kind: "fact", names: attributes.map((attribute) => attributeName(keyOf(field, given, context), attribute)), anyOf: [] };
}

/** Both names may hold underscores: every way to part them counts. */
function attributeIs(names: string, given: read.Given, context: read.QueryContext): Criterion {
  const place = /^(readPoint|bizLocation)_id$/.exec(names)?.[1];
  if (place !== undefined)
    return { kind: "text", column: place === "readPoint" ? "read_point" : "biz_location", oneOf: read.texts(given).map(identifierKey) };
  const splits = [...names.matchAll(/_/g)].map(({ index }): [string, string] => [names.slice(0, index), names.slice(index + 1)]);
  const pairs = splits.filter(([field, attribute]) => isName(field, context) && isName(attribute, context));
  if (pairs.length === 0)
    throw read.illFormed(given, "must name a field and an attribute; their prefixes need namespaces in GS1-Extensions or @context");
  return {
    kind: "fact",
    names: pairs.map(([field, attribute]) => attributeName(keyOf(field, given, context), keyOf(attribute, given, context))),
    anyOf: fieldTests("EQ", given),
  };
}

function isName(text: string, { namespaces }: read.QueryContext): boolean {
  return /^\w+$/.test(text) || fieldKey(text, namespaces) !== undefined;
}

/** A bare word is a name of the standard's own. */
function keyOf(name: string, given: read.Given, context: read.QueryContext): string {
  return name.includes(":") ? fullName(name, given, context) : textKey(name);
}
