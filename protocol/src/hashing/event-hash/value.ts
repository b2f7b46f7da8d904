import { canonicalDigitalLink } from "../../identifiers/digital-link.ts";
import { canonicalDecimal } from "../decimal.ts";
import { type Json, numberText } from "../lossless-json.ts";
import { expandCurie, type Namespaces } from "./namespaces.ts";
import { canonicalTime } from "./time.ts";
import { expandUrn, expandWord, type Vocabulary } from "./vocabulary.ts";

/** How the text of a standard field is to be read. */
export type ValueKind = "plain" | "time" | Vocabulary;

/** The text of a scalar, trimmed; undefined for lists and objects. */
export function scalarText(value: Json | undefined): string | undefined {
  if (typeof value === "string") return value.trim();
  if (typeof value === "boolean") return String(value);
  if (value === null) return "";
  return numberText(value);
}

/**
 * One spelling for every value that means the same: times in UTC, vocabulary as web URIs, numbers without needless digits, GS1 keys as
 * canonical Digital Links. Numbers inside text count too, as the algorithm has it: "0012" and "12" are one value.
 */
export function canonicalValue(text: string, kind: ValueKind, namespaces: Namespaces): string {
  if (kind === "time") return canonicalTime(text);
  const expanded = expandUrn(expandCurie(kind === "plain" ? text : expandWord(text, kind), namespaces));
  return canonicalDecimal(expanded) ?? canonicalDigitalLink(expanded) ?? expanded;
}
