import { isJsonObject, type Json, type JsonObject } from "../lossless-json.ts";
import { IGNORED_ANYWHERE } from "./fields.ts";
import { expandName, type Namespaces } from "./namespaces.ts";
import { canonicalValue, scalarText } from "./value.ts";

/**
 * Members outside the standard, one piece each: `{namespace}local=value`, with children joined behind their parent and siblings sorted.
 * A list counts as its name repeated.
 */
export function joinExtensions(members: readonly (readonly [string, Json])[], namespaces: Namespaces): string {
  return extensionPieces(members, namespaces).sort().join("");
}

/** The same, one piece per member, not yet sorted. */
export function extensionPieces(members: readonly (readonly [string, Json])[], namespaces: Namespaces): string[] {
  return members.flatMap(([name, value]) => piecesOf(expandName(name, namespaces), value, namespaces));
}

/** Members of `holder` that are neither standard there nor a remark. */
export function extensionsOf(holder: JsonObject, standard: ReadonlySet<string>, namespaces: Namespaces): [string, Json][] {
  return Object.entries(holder).filter(([name]) => !standard.has(name) && !isRemark(name, namespaces));
}

/**
 * True for an extension that the algorithm recognises inside a standard field: its namespace ends in a slash. The reference leaves all
 * others where they are and writes them with their full path among the extensions of the event, and so must we, to name events alike.
 */
export function isRecognised([name]: readonly [string, Json], namespaces: Namespaces): boolean {
  return /^\{[^}]*\/\}/.test(expandName(name, namespaces));
}

function piecesOf(name: string, value: Json, namespaces: Namespaces): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => piecesOf(name, item, namespaces));
  if (!isJsonObject(value)) return [name + assigned(value, namespaces)];
  const children = Object.entries(value).filter(([child]) => !isRemark(child, namespaces));
  return [name + assigned(value["#text"], namespaces) + joinExtensions(children, namespaces)];
}

function assigned(value: Json | undefined, namespaces: Namespaces): string {
  const text = scalarText(value);
  return text ? `=${canonicalValue(text, "plain", namespaces)}` : "";
}

function isRemark(name: string, namespaces: Namespaces): boolean {
  return IGNORED_ANYWHERE.has(name) || IGNORED_ANYWHERE.has(expandName(name, namespaces));
}
