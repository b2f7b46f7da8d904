import { isJsonObject, type Json, type JsonObject } from "../lossless-json.ts";
import { extensionsOf, isRecognised, joinExtensions } from "./extensions.ts";
import { type FieldRule, namesOf, SENSOR_LIST } from "./fields.ts";
import type { Rules } from "./rules.ts";
import { scalarText, type ValueKind } from "./value.ts";

/** The standard fields of an object in their order; missing and empty ones leave no trace. */
export function standardFields(holder: JsonObject, fields: readonly FieldRule[], rules: Rules): string {
  let text = "";
  for (const rule of fields) {
    const value = holder[rule.name];
    if (value !== undefined) text += field(rule, value, rules);
  }
  return text;
}

/** Name under which a list is written among the standard fields. */
export function listName(rule: FieldRule, rules: Rules): string {
  return rule.name === SENSOR_LIST && !rules.namesSensorList ? "" : rule.name;
}

/** A single value where a list may stand counts as a list of one. */
export function asList(value: Json | undefined): readonly Json[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function field(rule: FieldRule, value: Json, rules: Rules): string {
  const items = asList(value);
  if (rule.form === "value") return joined(items.map((item) => assigned(rule.name, item, rule.kind, rules)));
  const { name, fields } = rule;
  if (rule.form === "object") return joined(items.map((item) => named(name, inner(item, fields ?? [], rules))));
  const { member } = rule;
  const members = items.map((item) => (fields ? named(member, inner(item, fields, rules)) : assigned(member, item, "plain", rules)));
  return named(listName(rule, rules), joined(members));
}

function inner(item: Json, fields: readonly FieldRule[], rules: Rules): string {
  if (!isJsonObject(item)) return "";
  const standard = standardFields(item, fields, rules);
  if (!rules.inlinesExtensions) return standard;
  const extensions = extensionsOf(item, namesOf(fields), rules);
  return (
    standard +
    joinExtensions(
      extensions.filter((entry) => isRecognised(entry, rules)),
      rules,
    )
  );
}

function assigned(name: string, item: Json, kind: ValueKind, rules: Rules): string {
  const text = scalarText(item);
  return text ? `${name}=${rules.value(text, kind)}` : "";
}

function named(name: string, content: string): string {
  return content === "" ? "" : name + content;
}

/** Members of one list in code-unit order of what was written of them. */
function joined(pieces: readonly string[]): string {
  return pieces.length === 1 ? (pieces[0] ?? "") : pieces.toSorted().join("");
}
