import { sha256 } from "viem/utils";
import type { Json } from "../hashing/lossless-json.ts";
import { isJsonObject, type JsonObject } from "../hashing/lossless-json.ts";
import { contentIdOf, parseContentId } from "./content-id.ts";

/**
 * What an event calls a document by: its content id (`ipfs://…`), or the SHA-256 of its bytes (`ni:///sha-256;…`, RFC 6920, in base64url
 * or, as CBV writes it, in hex). Both name bytes, and no place.
 */
export type DocumentLink =
  | { kind: "ipfs"; cid: string }
  /** Lower-case hex without `0x`. */
  | { kind: "ni"; digest: string };

/** A person reads a handful; of an event that points at more, those up to here are found, brought and shown. */
export const MAX_DOCUMENT_LINKS = 50;

const NI = /^ni:\/\/\/sha-256;(?:([0-9a-fA-F]{64})|([A-Za-z0-9_-]{43}))$/;
const IPFS = /^ipfs:\/\/(b[a-z2-7]+)$/;

/** What a text links to, or undefined when it is no link to a document. A CBV event hash, which ends in `?ver=…`, is none. */
export function parseDocumentLink(text: string): DocumentLink | undefined {
  const cid = IPFS.exec(text)?.[1];
  if (cid !== undefined) return parseContentId(cid) === undefined ? undefined : { kind: "ipfs", cid };
  const [, hex, base64url] = NI.exec(text) ?? [];
  if (hex !== undefined) return { kind: "ni", digest: hex.toLowerCase() };
  return base64url === undefined ? undefined : { kind: "ni", digest: hexOfBase64Url(base64url) };
}

/** The link by the SHA-256 of a document's bytes, in the spelling that is written here. */
export function niLinkOf(digest: string): string {
  return `ni:///sha-256;${digest}`;
}

/** The link by a document's content id. */
export function ipfsLinkOf(cid: string): string {
  return `ipfs://${cid}`;
}

/**
 * The documents that an event points at, each spelling once, in the order of the event. They count wherever they stand: as
 * `certificationInfo`, as a business transaction, in an extension.
 *
 * @param limit the first so many
 * @example
 * documentLinksOf({ certificationInfo: ["ipfs://bafkrei…"] }); // ["ipfs://bafkrei…"]
 */
export function documentLinksOf(event: JsonObject, limit = MAX_DOCUMENT_LINKS): string[] {
  const links = new Set<string>();
  const visit = (value: Json | undefined): void => {
    if (typeof value === "string") {
      if (parseDocumentLink(value) !== undefined) links.add(value);
    } else if (Array.isArray(value)) value.forEach(visit);
    else if (isJsonObject(value)) Object.entries(value).forEach(([name, member]) => name !== "@context" && visit(member));
  };
  visit(event);
  return [...links].slice(0, limit);
}

/** Whether these bytes are what a link names. */
export function isDocument(link: DocumentLink, bytes: Uint8Array): boolean {
  return link.kind === "ni" ? sha256(bytes) === `0x${link.digest}` : contentIdOf(bytes) === link.cid;
}

function hexOfBase64Url(text: string): string {
  const bytes = Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
