import { createHash } from "node:crypto";
import { CONSENT_HEADER, type DocumentKey, type DocumentView } from "@waybill/protocol/schemas/api/documents";
import { ipfsLinkOf, niLinkOf } from "@waybill/protocol/documents/document-link";
import { documentConsentTypedData, type DocumentRequest } from "@waybill/protocol/typed-data/document-consent";
import type { Answer, TestBackend } from "./backend.ts";
import { accountOf, CHAIN } from "./organisations.ts";

/** The smallest file that is a PDF by its first bytes. */
export const CERTIFICATE = Buffer.from("%PDF-1.4\n% Certificate of Glades Row Farms, organic\n%%EOF\n");
export const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);

export interface Sending {
  token?: string;
  /** Name of the account whose wallet consents. */
  consent?: string;
  visibility?: string;
  name?: string;
  type?: string;
  headers?: Record<string, string>;
}

/** Sends a file to be kept. */
export async function sendDocument(backend: TestBackend, bytes: Buffer, sending: Sending = {}): Promise<Answer> {
  const { token, consent, visibility = "public", name = "certificate.pdf", type = "application/octet-stream", headers } = sending;
  const request = visibility === "public" ? "publish" : "keep";
  return backend.request("POST", `/api/documents?visibility=${visibility}&name=${encodeURIComponent(name)}`, {
    text: new Uint8Array(bytes),
    type,
    ...(token === undefined ? {} : { token }),
    headers: { ...(consent === undefined ? {} : await consentOf(backend, consent, request, niLinkOf(sha256Of(bytes)))), ...headers },
  });
}

/** Sends a file and answers the document. */
export async function keptDocument(backend: TestBackend, bytes: Buffer, sending: Sending = {}): Promise<DocumentView> {
  const answer = await sendDocument(backend, bytes, sending);
  if (answer.status !== 201) throw new Error(`the file was refused: ${answer.status} ${answer.text}`);
  return answer.json<DocumentView>();
}

/** The key of a private document, as its owner's wallet gets it. */
export async function keyOf(backend: TestBackend, cid: string, owner: string): Promise<DocumentKey> {
  const headers = await consentOf(backend, owner, "read", ipfsLinkOf(cid));
  return (await backend.request("GET", `/api/documents/${cid}/key`, { headers })).json<DocumentKey>();
}

/** The header with which a wallet consents; good for a minute unless told otherwise. */
export async function consentOf(
  backend: TestBackend,
  name: string,
  request: DocumentRequest,
  document: string,
  seconds = 60,
): Promise<Record<string, string>> {
  const account = accountOf(name);
  const deadline = Math.floor(backend.app.clock.now().getTime() / 1_000) + seconds;
  const signature = await account.signTypedData(documentConsentTypedData(CHAIN, { request, document, account: account.address, deadline }));
  return { [CONSENT_HEADER]: `request=${request}, account=${account.address}, deadline=${deadline}, signature=${signature}` };
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
