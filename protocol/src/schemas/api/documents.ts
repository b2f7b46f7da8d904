import { z } from "zod";
import { dateTime, hex32 } from "../primitives.ts";
import { party } from "./traceability.ts";

/** Largest file that is taken, in bytes: ten mebibytes. */
export const MAX_DOCUMENT_BYTES = 10 * 1_048_576;

/** Kinds of files that are taken, told from their bytes. */
export const DOCUMENT_TYPES = [
  "application/pdf",
  "image/png",
  "image/jpeg",
  "image/webp",
  "text/plain",
  "text/csv",
  "application/json",
] as const;
export const documentType = z.enum(DOCUMENT_TYPES);
export type DocumentType = z.infer<typeof documentType>;

/** Header that carries a wallet's consent: `request=keep, account=0x…, deadline=…, signature=0x…`. */
export const CONSENT_HEADER = "Waybill-Consent";

/** Where a document is kept: on the service's own disk, on its IPFS node, on the second one. */
export const pinPlace = z.enum(["here", "node", "second"]);
export type PinPlace = z.infer<typeof pinPlace>;

export const pinView = z.object({
  place: pinPlace,
  /** `waiting`: not there yet; `missing`: was there and is being put back; `removed`: its owner erased the document. */
  state: z.enum(["kept", "waiting", "missing", "removed"]),
  checkedAt: dateTime.nullable(),
});
export type PinView = z.infer<typeof pinView>;

/** A document as screens draw it. Of a private one, name, type, digest and size of the file are its owner's to know, and null for all others. */
export const documentView = z.object({
  cid: z.string(),
  owner: party,
  visibility: z.enum(["public", "private"]),
  name: z.string().nullable(),
  mediaType: documentType.nullable(),
  /** Size of the file, before encryption. */
  sizeBytes: z.number().int().nullable(),
  /** How an event names this document: by its content id when it is public, by the SHA-256 of the file when it is not. */
  link: z.string().nullable(),
  storedAt: dateTime,
  /** When its key was destroyed. */
  erasedAt: dateTime.nullable(),
  pins: z.array(pinView),
});
export type DocumentView = z.infer<typeof documentView>;

/** What opens a private document; `fragment` goes behind the address of its page, where no server sees it. */
export const documentKey = z.object({ key: z.string(), fragment: z.string() });
export type DocumentKey = z.infer<typeof documentKey>;

/** A document that an event points at; null when none of that name is kept here. */
export const linkedDocument = z.object({ link: z.string(), document: documentView.nullable() });
export type LinkedDocument = z.infer<typeof linkedDocument>;

/** The same, and the statement that points at it. */
export const statementDocument = linkedDocument.extend({ commitment: hex32 });
export type StatementDocument = z.infer<typeof statementDocument>;
