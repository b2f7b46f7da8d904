import { createHash } from "node:crypto";
import { expandCurie, expandName, type Namespaces } from "@waybill/protocol/hashing/event-hash/namespaces";
import { expandUrn } from "@waybill/protocol/hashing/event-hash/vocabulary";
import { canonicalDigitalLink } from "@waybill/protocol/identifiers/digital-link";

/** An index entry may have some 2,700 bytes: this leaves room for a name and a text in any alphabet. */
const MAX_CHARACTERS = 300;
const KEPT_CHARACTERS = 200;

const ORIGIN = "https://id.gs1.org";

/** Where vocabularies of standard values live, or once lived, on the web; what follows is the bare word. */
const STANDARD =
  /^https?:\/\/(?:ref\.gs1\.org\/cbv\/(?:BizStep|Disp|BTT|SDT|ER)-|(?:ref\.|www\.)?gs1\.org\/voc\/|ns\.gs1\.org\/cbv\/(?:BizStep|Disp|BTT|SDT|ER)-)/;

/** Text as the index holds it: long text by its beginning and its digest, so that equal texts stay equal and others do not meet. */
export function textKey(text: string): string {
  if (text.length <= MAX_CHARACTERS) return text;
  return `${text.slice(0, KEPT_CHARACTERS).toWellFormed()}…${createHash("sha256").update(text).digest("hex")}`;
}

/** An identifier as the index holds it: GS1 keys by the path of their canonical Digital Link, whatever their spelling; others as they are. */
export function identifierKey(text: string): string {
  const trimmed = text.trim();
  return textKey(canonicalDigitalLink(trimmed)?.slice(ORIGIN.length) ?? trimmed);
}

/** The identifier behind a key. */
export function identifierOf(key: string): string {
  return key.startsWith("/") ? ORIGIN + key : key;
}

/** A value of a vocabulary: standard ones as bare words in any spelling that the standard has had, others as whole URIs. */
export function wordKey(text: string, namespaces: Namespaces): string {
  const uri = expandUrn(expandCurie(text.trim(), namespaces));
  return textKey(uri.replace(STANDARD, ""));
}

/**
 * The full name of a field outside of the standard: `namespace#local`, however the namespace ends. Undefined when the prefix has no
 * namespace.
 *
 * @example
 * fieldKey("example:lot", namespaces); // "http://ns.example.com/epcis#lot"
 */
export function fieldKey(name: string, namespaces: Namespaces): string | undefined {
  const expanded = /^\{([^}]*)\}(.*)$/s.exec(expandName(name, namespaces));
  if (expanded) return joined(expanded[1] ?? "", expanded[2] ?? "");
  // A full name, as a query may have it.
  const split = /^((?:[a-z][a-z0-9+.-]*:\/\/|urn:).*)[#/:]([^#/:]+)$/is.exec(name);
  return split ? joined(split[1] ?? "", split[2] ?? "") : undefined;
}

function joined(namespace: string, local: string): string {
  return textKey(`${namespace.replace(/[#/:]+$/, "")}#${local}`);
}
