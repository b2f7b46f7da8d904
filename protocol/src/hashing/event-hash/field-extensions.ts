import { isJsonObject, type Json, type JsonObject } from "../lossless-json.ts";
import { extensionsOf, isRecognised, joinExtensions } from "./extensions.ts";
import type { FieldRule } from "./fields.ts";
import type { Rules } from "./rules.ts";
import { asList } from "./standard-fields.ts";

/** Which extensions are wanted, and how their path is written. */
export interface Selection {
  recognised: boolean;
  listName: (rule: FieldRule) => string;
}

/** Extensions inside standard fields: one piece per field, in field order, each led by the path of names to it. */
export function fieldExtensions(holder: JsonObject, fields: readonly FieldRule[], rules: Rules, selection: Selection): string[] {
  return fields.map((rule) => extensionsUnder(rule, holder[rule.name], rules, selection)).filter((piece) => piece !== "");
}

function extensionsUnder(rule: FieldRule, value: Json | undefined, rules: Rules, selection: Selection): string {
  if (rule.form === "value" || rule.fields === undefined) return "";
  const { fields } = rule;
  const lead = rule.form === "object" ? rule.name : rule.member;
  const pieces = asList(value)
    .map((item) => within(item, fields, rules, selection))
    .filter((piece) => piece !== "")
    .map((piece) => lead + piece)
    .sort()
    .join("");
  return pieces === "" || rule.form === "object" ? pieces : selection.listName(rule) + pieces;
}

function within(item: Json, fields: readonly FieldRule[], rules: Rules, selection: Selection): string {
  if (!isJsonObject(item)) return "";
  const own = extensionsOf(item, new Set(fields.map(({ name }) => name)), rules);
  const wanted = own.filter((entry) => isRecognised(entry, rules) === selection.recognised);
  return fieldExtensions(item, fields, rules, selection).join("") + joinExtensions(wanted, rules);
}
