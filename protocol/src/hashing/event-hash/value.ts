import { canonicalDigitalLink } from "../../identifiers/digital-link.ts";
import { type Json, numberText } from "../lossless-json.ts";
import { expandUrn, expandWord, type Vocabulary } from "./vocabulary.ts";

/** How the text of a standard field is to be read. */
export type ValueKind = "plain" | "time" | Vocabulary;

/** Spellings in which the revisions of the algorithm differ. */
export interface Spelling {
  time: (text: string) => string;
  /** Undefined for text that is not a number. */
  decimal: (text: string) => string | undefined;
  curie: (text: string) => string;
  vocabulary: Readonly<Record<Vocabulary, string>>;
}

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
export function canonicalValue(text: string, kind: ValueKind, { time, decimal, curie, vocabulary }: Spelling): string {
  if (kind === "time") return time(text);
  const expanded = expandUrn(curie(kind === "plain" ? text : expandWord(text, vocabulary[kind])));
  return decimal(expanded) ?? canonicalDigitalLink(expanded) ?? expanded;
}
