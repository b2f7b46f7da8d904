import { documentLinksOf, isDocument, MAX_DOCUMENT_LINKS, parseDocumentLink, type DocumentLink } from "../../documents/document-link.ts";
import { contentIdOf } from "../../documents/content-id.ts";
import type { JsonObject } from "../../hashing/lossless-json.ts";
import type { BundledDocument, EventBundle } from "../../schemas/bundle.ts";
import { failed, passed, unknown, type Finding } from "../step.ts";

/**
 * Finds the bytes that a link names, for documents which the bundle does not bring; undefined when it cannot. What it gives is hashed like
 * everything else, so it need not be trusted; giving other bytes fails the step.
 */
export type ReadDocument = (link: string, entry: BundledDocument | undefined) => Promise<Uint8Array | undefined>;

/**
 * The documents that the event points at are those that its author meant: each hashes to its link. What is not given is not checked, and
 * then the step does not pass. A certificate named by an address alone cannot be checked by anybody: the step says so beside its answer.
 */
export async function checkDocuments(bundle: Pick<EventBundle, "event" | "documents">, readDocument?: ReadDocument): Promise<Finding> {
  const finding = await checkHashes(bundle, readDocument);
  const addresses = addressesIn(bundle.event as JsonObject);
  if (addresses.length === 0) return finding;
  const named = `${addresses.length} ${addresses.length === 1 ? "certificate" : "certificates"} by address alone`;
  const notChecked = addresses.slice(0, MAX_DOCUMENT_LINKS).map((address, index) => [`not checked ${index + 1}`, address]);
  return {
    ...finding,
    reason: `${finding.reason} It names ${named} (${addresses.slice(0, 3).join(", ")}); what is behind an address can change and is not checked.`,
    details: { ...finding.details, ...(Object.fromEntries(notChecked) as Record<string, string>) },
  };
}

/** Certificates that the event names by a place, and not by what they say. */
function addressesIn({ certificationInfo }: JsonObject): string[] {
  const named = [certificationInfo].flat().filter((entry) => typeof entry === "string");
  return [...new Set(named)].filter((entry) => parseDocumentLink(entry) === undefined);
}

async function checkHashes(
  { event, documents = [] }: Pick<EventBundle, "event" | "documents">,
  readDocument?: ReadDocument,
): Promise<Finding> {
  const links = documentLinksOf(event as JsonObject, Infinity);
  const named = new Set(links);
  const stray = documents.find(({ link }) => !named.has(link));
  if (stray !== undefined) return failed(`The bundle adds the document ${stray.link}, which the event does not name.`);
  if (links.length === 0) return passed("The event points at no document by its hash.");
  const absent: string[] = [];
  const entries = new Map(documents.map((document) => [document.link, document]));
  for (const [position, link] of links.entries()) {
    const entry = entries.get(link);
    const read = position < MAX_DOCUMENT_LINKS ? readDocument : undefined;
    const bytes = entry?.bytes != null ? bytesOf(entry.bytes) : await read?.(link, entry);
    if (bytes === undefined) absent.push(link);
    else if (!isDocument(parseDocumentLink(link) as DocumentLink, bytes) || (entry?.bytes != null && contentIdOf(bytes) !== entry.cid))
      return failed(`A document is not the one that the event names: ${link} stands for other bytes.`, { link, given: contentIdOf(bytes) });
  }
  if (absent.length > 0) {
    return unknown(
      `${absent.length} of ${links.length} documents that the event points at were not given, so they were not checked.`,
      Object.fromEntries(absent.slice(0, MAX_DOCUMENT_LINKS).map((link, index) => [`not given ${index + 1}`, link])),
    );
  }
  return passed(`Every document that the event points at (${links.length}) hashes to what the event names.`, {
    documents: links.join(" "),
  });
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}
