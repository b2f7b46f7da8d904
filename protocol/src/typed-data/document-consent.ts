import { domainOf } from "./domain.ts";
import type { SigningChain } from "./custody.ts";
import { DOCUMENT_CONSENT_TYPES } from "./types.ts";
import type { Address } from "../schemas/primitives.ts";

/** What an organisation can want done with a document, and the sentence that its wallet shows. */
export const DOCUMENT_REQUESTS = {
  publish: "Publish this file for everybody. It cannot be taken back.",
  keep: "Keep this file encrypted, to be read only with its key.",
  read: "Show me the key of this file.",
  erase: "Destroy the key of this file. Nobody can read it afterwards.",
} as const;
export type DocumentRequest = keyof typeof DOCUMENT_REQUESTS;

/** A consent is for one thing, now. */
export const MAX_CONSENT_SECONDS = 3_600;

export interface DocumentConsent {
  request: DocumentRequest;
  /** Link to the document: by the SHA-256 of its bytes where it is brought, by its content id where it is kept already. */
  document: string;
  account: Address;
  /** Seconds since 1970; at most an hour ahead. */
  deadline: number;
}

/** Typed data with which an account stands behind a request about a document. Checked off chain only. */
export function documentConsentTypedData(chain: SigningChain, { request, document, account, deadline }: DocumentConsent) {
  const message = { statement: DOCUMENT_REQUESTS[request], document, account, deadline };
  return { domain: domainOf(chain), types: DOCUMENT_CONSENT_TYPES, primaryType: "DocumentConsent", message } as const;
}
