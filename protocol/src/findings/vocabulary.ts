import { isJsonObject, type Json } from "../hashing/lossless-json.ts";
import { parseDigitalLink, canonicalDigitalLink } from "../identifiers/digital-link.ts";

/** Business steps that send goods away, and those that take them in (CBV 2.0, section 7.1). */
export const SHIPPING: ReadonlySet<string> = new Set(["shipping", "departing", "transporting", "consigning", "staging_outbound"]);
export const RECEIVING: ReadonlySet<string> = new Set(["receiving", "arriving", "accepting"]);

/** The word of a vocabulary value in any of its spellings: bare, as web URI, CURIE or URN. */
export function wordOf(value: Json | undefined): string {
  return typeof value === "string" ? (/[\w]+$/.exec(value.trim())?.[0] ?? "") : "";
}

/** GLN of a place (AI 414), or undefined for any other identifier. An extension (a dock, a shelf) belongs to its place. */
export function glnOf(identifier: Json | undefined): string | undefined {
  const link = typeof identifier === "string" ? canonicalDigitalLink(identifier.trim()) : undefined;
  const key = link === undefined ? undefined : parseDigitalLink(link)?.key;
  return key?.ai === "414" ? key.value : undefined;
}

/** The places in a source or destination list; parties in it say who, not where. */
export function placesIn(list: Json | undefined, member: "source" | "destination"): string[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((item) => (isJsonObject(item) ? (glnOf(item[member]) ?? []) : []));
}
