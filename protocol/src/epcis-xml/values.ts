import { LosslessNumber, type Json } from "../hashing/lossless-json.ts";
import { expandUrn, VOCABULARY } from "../hashing/event-hash/vocabulary.ts";
import type { Scope } from "./scope.ts";
import type { XmlElement } from "./xml-element.ts";

/** Every address under which the two vocabularies have been, drafts included. */
const GS1_VOCABULARY = /^https?:\/\/(www\.|ref\.)?gs1\.org\/voc\//;
const CBV_ADDRESS = /^https?:\/\/(ns|ref)\.gs1\.org\/cbv\//;
const CBV = "https://ref.gs1.org/cbv/";
export const ERROR_REASON = `${CBV}ER-`;
/** Prefixes that documents use without saying what they mean. */
const CUSTOMARY: ReadonlyMap<string, string> = new Map([
  ["cbv", CBV],
  ["gs1", VOCABULARY.measurement],
]);

export type Words = keyof typeof VOCABULARY | "errorReason";

/**
 * A standard value as JSON has it: `urn:epcglobal:cbv:bizstep:shipping`, `cbv:BizStep-shipping` and its web address are all `shipping`.
 * Values of others stay as written; the prefix of one, if it has a meaning here, keeps it.
 */
export function wordOf(text: string, words: Words, element: XmlElement, scope: Scope): string {
  const base = words === "errorReason" ? ERROR_REASON : VOCABULARY[words];
  const [, prefix = "", local = ""] = /^([^:/]+):(?!\/\/)(.*)$/s.exec(text) ?? [];
  const namespace = element.namespaces[prefix] ?? CUSTOMARY.get(prefix);
  const isStandard = namespace !== undefined && (CBV_ADDRESS.test(namespace) || GS1_VOCABULARY.test(namespace));
  const full = expandUrn(isStandard ? namespace + local : text)
    .replace(GS1_VOCABULARY, VOCABULARY.measurement)
    .replace(CBV_ADDRESS, CBV);
  if (full.startsWith(base)) return full.slice(base.length);
  if (isStandard) return full;
  if (namespace === undefined || namespace === "") return text;
  return scope.prefixes.nameOf({ namespace, local, prefix });
}

/** A decimal or double of XML Schema as a JSON number with the same digits; any other text as it is, for the schema to refuse. */
export function numberOf(text: string): Json {
  const parts = /^([+-]?)0*(\d+|(?=\.\d))(\.\d*)?([eE][+-]?\d+)?$/.exec(text);
  if (!parts) return text;
  const [, sign, whole, fraction = "", exponent = ""] = parts;
  return new LosslessNumber(`${sign === "-" ? "-" : ""}${whole === "" ? "0" : whole}${fraction === "." ? "" : fraction}${exponent}`);
}

/** A boolean of XML Schema; any other text as it is. */
export function booleanOf(text: string): Json {
  if (text === "true" || text === "1") return true;
  return text === "false" || text === "0" ? false : text;
}
