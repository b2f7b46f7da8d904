import fc from "fast-check";
import type { Schema } from "./operations.ts";

/** Values that lead somewhere, by the name of the member or parameter that takes them. */
export type Known = Readonly<Record<string, readonly string[]>>;

const MAX_DEPTH = 5;
const FORMATS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  "date-time": fc.date({ min: new Date(0), max: new Date("2090-01-01"), noInvalidDate: true }).map((date) => date.toISOString()),
  date: fc.date({ min: new Date(0), max: new Date("2090-01-01"), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
  uri: fc.webUrl(),
  email: fc.constantFrom("a@example.com", "b+c@example.org"),
  uuid: fc.uuid(),
};

/** Values that a schema takes, as far as it can be told from what it says. */
export function valueOf(schema: Schema, known: Known, name = "", depth = 0): fc.Arbitrary<unknown> {
  if ("const" in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map((one) => valueOf({ ...one, ...without(schema) }, known, name, depth)));
  if (schema.allOf) return valueOf(schema.allOf.reduce(merged, {}), known, name, depth);
  if (Array.isArray(schema.type)) return fc.oneof(...schema.type.map((type) => valueOf({ ...schema, type }, known, name, depth)));
  if (schema.type === "object" || schema.properties) return objectOf(schema, known, depth);
  if (schema.type === "array" || schema.prefixItems) return arrayOf(schema, known, name, depth);
  if (schema.type === "string") return stringOf(schema, known[name] ?? []);
  if (schema.type === "integer" || schema.type === "number") return leadingNumber(numberOf(schema), known[name] ?? []);
  if (schema.type === "boolean") return fc.boolean();
  if (schema.type === "null") return fc.constant(null);
  return fc.jsonValue({ maxDepth: 1 });
}

function without({ anyOf: _any, oneOf: _one, ...rest }: Schema): Schema {
  return rest;
}

function merged(a: Schema, b: Schema): Schema {
  return { ...a, ...b, properties: { ...a.properties, ...b.properties }, required: [...(a.required ?? []), ...(b.required ?? [])] };
}

function objectOf({ properties = {}, required = [], additionalProperties }: Schema, known: Known, depth: number): fc.Arbitrary<unknown> {
  const wanted = Object.entries(properties).filter(([name]) => depth < MAX_DEPTH || required.includes(name));
  const members = Object.fromEntries(wanted.map(([name, schema]) => [name, valueOf(schema, known, name, depth + 1)]));
  const own = fc.record(members, { requiredKeys: wanted.map(([name]) => name).filter((name) => required.includes(name)) });
  if (typeof additionalProperties !== "object" || depth >= MAX_DEPTH) return own;
  const others = fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }), valueOf(additionalProperties, known, "", depth + 1), {
    maxKeys: 2,
  });
  return fc.tuple(others, own).map(([more, one]) => ({ ...more, ...one }));
}

function arrayOf({ items, prefixItems, minItems = 0, maxItems }: Schema, known: Known, name: string, depth: number): fc.Arbitrary<unknown> {
  if (prefixItems) return fc.tuple(...prefixItems.map((one) => valueOf(one, known, name, depth + 1)));
  const one = typeof items === "object" ? valueOf(items, known, name, depth + 1) : fc.jsonValue({ maxDepth: 1 });
  const most = depth >= MAX_DEPTH ? minItems : Math.min(maxItems ?? Infinity, minItems + 3);
  return fc.array(one, { minLength: minItems, maxLength: most });
}

function stringOf({ pattern, format = "", minLength = 0, maxLength = 40 }: Schema, leading: readonly string[]): fc.Arbitrary<string> {
  const free = fc.string({ minLength, maxLength: Math.max(minLength, Math.min(maxLength, 40)) });
  const own = FORMATS[format] ?? (pattern === undefined ? free : (matching(pattern) ?? free));
  return leading.length === 0 ? own : fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...leading) }, own);
}

function leadingNumber(own: fc.Arbitrary<number>, leading: readonly string[]): fc.Arbitrary<number> {
  return leading.length === 0 ? own : fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...leading.map(Number)) }, own);
}

const matched = new Map<string, fc.Arbitrary<string> | null>();

/** A few texts of a pattern, made once: that takes longer than all else. Null for what fast-check cannot read, such as looking ahead. */
function matching(pattern: string): fc.Arbitrary<string> | null {
  const known = matched.get(pattern) ?? matchingAnew(pattern);
  matched.set(pattern, known);
  return known;
}

function matchingAnew(pattern: string): fc.Arbitrary<string> | null {
  try {
    return fc.constantFrom(...fc.sample(fc.stringMatching(new RegExp(pattern, "u"), { maxLength: 200 }), { seed: 1, numRuns: 20 }));
  } catch {
    return null;
  }
}

function numberOf({ type, minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Schema): fc.Arbitrary<number> {
  const min = minimum ?? (exclusiveMinimum === undefined ? -1_000_000 : exclusiveMinimum + (type === "integer" ? 1 : 1e-6));
  const max = Math.max(min, maximum ?? exclusiveMaximum ?? 1_000_000);
  if (type === "number") return fc.double({ min, max, noNaN: true });
  return fc.integer({ min: Math.max(Math.ceil(min), -(2 ** 31)), max: Math.min(Math.floor(max), 2 ** 31 - 1) });
}
