import { isJsonObject, type Json, type JsonObject } from "../lossless-json.ts";
import { IGNORED_ANYWHERE } from "./fields.ts";
import type { Rules } from "./rules.ts";
import { scalarText } from "./value.ts";

/**
 * Members outside the standard, one piece each: `{namespace}local=value`, with children joined behind their parent and siblings sorted.
 * A list counts as its name repeated.
 */
export function joinExtensions(members: readonly (readonly [string, Json])[], rules: Rules): string {
  return extensionPieces(members, rules).sort().join("");
}

/** The same, one piece per member, not yet sorted. */
export function extensionPieces(members: readonly (readonly [string, Json])[], rules: Rules): string[] {
  return members.flatMap(([name, value]) => piecesOf(rules.name(name), value, rules));
}

/** Members of `holder` that are neither standard there nor a remark. */
export function extensionsOf(holder: JsonObject, standard: ReadonlySet<string>, rules: Rules): [string, Json][] {
  return Object.entries(holder).filter(([name]) => !standard.has(name) && !isRemark(name, rules));
}

/**
 * True for an extension that the algorithm recognises inside a standard field: its namespace ends in a slash. The reference leaves all
 * others where they are and writes them with their full path among the extensions of the event, and so must we, to name events alike.
 */
export function isRecognised([name]: readonly [string, Json], rules: Rules): boolean {
  return /^\{[^}]*\/\}/.test(rules.name(name));
}

function piecesOf(name: string, value: Json, rules: Rules): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => piecesOf(name, item, rules));
  if (!isJsonObject(value)) return [name + assigned(value, rules)];
  const children = Object.entries(value).filter(([child]) => !isRemark(child, rules));
  return [name + assigned(value["#text"], rules) + joinExtensions(children, rules)];
}

function assigned(value: Json | undefined, rules: Rules): string {
  const text = scalarText(value);
  return text ? `=${rules.value(text, "plain")}` : "";
}

function isRemark(name: string, rules: Rules): boolean {
  return IGNORED_ANYWHERE.has(name) || IGNORED_ANYWHERE.has(rules.name(name));
}
