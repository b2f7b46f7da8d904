import { isJsonObject, type Json, type JsonObject } from "../lossless-json.ts";
import { extensionsOf, isRecognised, joinExtensions } from "./extensions.ts";
import { namesOf, type FieldRule } from "./fields.ts";
import type { Rules } from "./rules.ts";
import { asList } from "./standard-fields.ts";

/** Which extensions are wanted, and how their path is written. */
export interface Selection {
  recognised: boolean;
  listName: (rule: FieldRule) => string;
}

/** Extensions inside standard fields: one piece per field, in field order, each led by the path of names to it. */
export function fieldExtensions(holder: JsonObject, fields: readonly FieldRule[], rules: Rules, selection: Selection): string[] {
  const pieces: string[] = [];
  for (const rule of fields) {
    const value = holder[rule.name];
    const piece = value === undefined ? "" : extensionsUnder(rule, value, rules, selection);
    if (piece !== "") pieces.push(piece);
  }
  return pieces;
}

function extensionsUnder(rule: FieldRule, value: Json, rules: Rules, selection: Selection): string {
  if (rule.form === "value" || rule.fields === undefined) return "";
  const { fields } = rule;
  const lead = rule.form === "object" ? rule.name : rule.member;
  const pieces: string[] = [];
  for (const item of asList(value)) {
    const piece = within(item, fields, rules, selection);
    if (piece !== "") pieces.push(lead + piece);
  }
  if (pieces.length === 0) return "";
  return (rule.form === "object" ? "" : selection.listName(rule)) + pieces.sort().join("");
}

function within(item: Json, fields: readonly FieldRule[], rules: Rules, selection: Selection): string {
  if (!isJsonObject(item)) return "";
  const own = extensionsOf(item, namesOf(fields), rules);
  const wanted = own.filter((entry) => isRecognised(entry, rules) === selection.recognised);
  return fieldExtensions(item, fields, rules, selection).join("") + joinExtensions(wanted, rules);
}
