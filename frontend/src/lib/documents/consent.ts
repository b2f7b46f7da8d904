import { CONSENT_HEADER } from "@waybill/protocol/schemas/api/documents";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { SigningChain } from "@waybill/protocol/typed-data/custody";
import { documentConsentTypedData, type DocumentRequest } from "@waybill/protocol/typed-data/document-consent";
import type { TypedDataRequest } from "../signing/signer.ts";

/** Long enough for a wallet and a slow upload, short enough to be about now. */
const CONSENT_SECONDS = 1_800;

interface ConsentParameters {
  chain: SigningChain;
  account: Address;
  request: DocumentRequest;
  /** Link to the document. */
  document: string;
}

/** Asks a wallet to stand behind a request about a document; the headers to send, or null when it gave no signature. */
export async function consentHeaders(
  sign: (request: TypedDataRequest) => Promise<`0x${string}` | null>,
  { chain, account, request, document }: ConsentParameters,
): Promise<Record<string, string> | null> {
  const deadline = Math.floor(Date.now() / 1_000) + CONSENT_SECONDS;
  const signature = await sign(documentConsentTypedData(chain, { request, document, account, deadline }));
  return signature === null
    ? null
    : { [CONSENT_HEADER]: `request=${request}, account=${account}, deadline=${deadline}, signature=${signature}` };
}
