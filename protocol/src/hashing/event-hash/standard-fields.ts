import { isJsonObject, type Json, type JsonObject } from "../lossless-json.ts";
import { extensionsOf, isRecognised, joinExtensions } from "./extensions.ts";
import { type FieldRule, SENSOR_LIST } from "./fields.ts";
import type { Namespaces } from "./namespaces.ts";
import { canonicalValue, scalarText, type ValueKind } from "./value.ts";

/** What differs between the versions of the algorithm while standard fields are written. */
export interface Style {
  /** CBV 2.1: extensions stay inside their field, and the sensor list is named. CBV 2.0: neither. */
  inlineExtensions: boolean;
}

/** The standard fields of an object in their order; missing and empty ones leave no trace. */
export function standardFields(holder: JsonObject, fields: readonly FieldRule[], namespaces: Namespaces, style: Style): string {
  return fields.map((rule) => field(rule, holder[rule.name], namespaces, style)).join("");
}

/** Name under which a list is written among the standard fields. */
export function listName(rule: FieldRule, style: Style): string {
  return rule.name === SENSOR_LIST && !style.inlineExtensions ? "" : rule.name;
}

/** A single value where a list may stand counts as a list of one. */
export function asList(value: Json | undefined): readonly Json[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function field(rule: FieldRule, value: Json | undefined, namespaces: Namespaces, style: Style): string {
  const items = asList(value);
  if (rule.form === "value") return joined(items.map((item) => assigned(rule.name, item, rule.kind, namespaces)));
  const { name, fields } = rule;
  if (rule.form === "object") return joined(items.map((item) => named(name, inner(item, fields ?? [], namespaces, style))));
  const { member } = rule;
  const members = items.map((item) =>
    fields ? named(member, inner(item, fields, namespaces, style)) : assigned(member, item, "plain", namespaces),
  );
  return named(listName(rule, style), joined(members));
}

function inner(item: Json, fields: readonly FieldRule[], namespaces: Namespaces, style: Style): string {
  if (!isJsonObject(item)) return "";
  const standard = standardFields(item, fields, namespaces, style);
  if (!style.inlineExtensions) return standard;
  const extensions = extensionsOf(item, new Set(fields.map(({ name }) => name)), namespaces);
  return (
    standard +
    joinExtensions(
      extensions.filter((entry) => isRecognised(entry, namespaces)),
      namespaces,
    )
  );
}

function assigned(name: string, item: Json, kind: ValueKind, namespaces: Namespaces): string {
  const text = scalarText(item);
  return text ? `${name}=${canonicalValue(text, kind, namespaces)}` : "";
}

function named(name: string, content: string): string {
  return content === "" ? "" : name + content;
}

/** Members of one list in code-unit order of what was written of them. */
function joined(pieces: readonly string[]): string {
  return pieces.toSorted().join("");
}
