import { documentLinksOf, parseDocumentLink } from "@waybill/protocol/documents/document-link";
import type { JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { textFact, type Fact } from "./fact.ts";

/** Name of the fact that an event points at a document. */
export const DOCUMENT_FACT = "document";

/** A document as the index names it: one spelling for each of the ways to link to it. */
export function documentKey(link: string): string {
  const parsed = parseDocumentLink(link);
  return parsed?.kind === "ipfs" ? `ipfs ${parsed.cid}` : `sha-256 ${parsed?.digest ?? ""}`;
}

/** What an event points at. */
export function documentFacts(event: JsonObject): Fact[] {
  return documentLinksOf(event).map((link) => textFact(DOCUMENT_FACT, documentKey(link)));
}
