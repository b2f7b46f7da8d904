import {
  DOCUMENT_REQUESTS,
  documentConsentTypedData,
  MAX_CONSENT_SECONDS,
  type DocumentConsent,
  type DocumentRequest,
} from "@waybill/protocol/typed-data/document-consent";
import { address, signature, type Address, type Hex32 } from "@waybill/protocol/schemas/primitives";
import { hashTypedData } from "viem";
import { getAddress } from "viem/utils";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { ProblemError } from "../../../platform/errors.ts";
import type { Principal } from "../../../platform/http/principal.ts";
import type { VerifySignature } from "../../../platform/signatures.ts";
import { DOCUMENT_PROBLEMS } from "../documents.errors.ts";

/** What a request may be meant as. */
export type Wanted = Pick<DocumentConsent, "request" | "document">;

export interface Caller {
  principal: Principal | null;
  /** Header `Waybill-Consent`. */
  consent: string | undefined;
}

const consentHeader = z.object({
  request: z.enum(Object.keys(DOCUMENT_REQUESTS) as [DocumentRequest]),
  account: address,
  deadline: z.coerce.number().int().positive(),
  signature,
});

/**
 * The account behind a request: a token's, or that of a wallet which signed for one of the things that are wanted.
 *
 * @throws {ProblemError} `documents.unauthorised` or `documents.wrong-consent`
 */
export async function accountBehind(
  { app, verifySignature }: { app: App; verifySignature: VerifySignature },
  { principal, consent }: Caller,
  wanted: readonly Wanted[],
): Promise<Address> {
  if (principal) return principal.account as Address;
  if (consent === undefined)
    throw new ProblemError(DOCUMENT_PROBLEMS.unauthorised, { headers: { "WWW-Authenticate": 'Bearer realm="waybill"' } });
  const parsed = consentHeader.safeParse(membersOf(consent));
  if (!parsed.success)
    throw new ProblemError(DOCUMENT_PROBLEMS.wrongConsent, { detail: "The consent is not request, account, deadline and signature." });
  const { deadline } = parsed.data;
  const now = app.clock.now().getTime() / 1_000;
  if (deadline < now || deadline > now + MAX_CONSENT_SECONDS)
    throw new ProblemError(DOCUMENT_PROBLEMS.wrongConsent, { detail: "The consent has lapsed, or is for later than an hour from now." });
  const account = getAddress(parsed.data.account) as Address;
  const { id: chainId, deployment } = app.config.chain;
  const wish = wanted.find(({ request }) => request === parsed.data.request);
  if (!wish) throw new ProblemError(DOCUMENT_PROBLEMS.wrongConsent, { detail: "The consent is for something else." });
  const typedData = documentConsentTypedData({ chainId, supplyChain: deployment.supplyChain }, { ...wish, account, deadline });
  const check = await verifySignature({
    account,
    digest: hashTypedData(typedData) as Hex32,
    signature: parsed.data.signature as `0x${string}`,
  });
  if (!check.valid)
    throw new ProblemError(DOCUMENT_PROBLEMS.wrongConsent, { detail: `The signature is not the account's: ${check.reason}.` });
  return account;
}

/** `request=keep, account=0x…, deadline=…, signature=0x…` */
function membersOf(header: string): Record<string, string> {
  return Object.fromEntries(
    header.split(",").map((part) => {
      const [name = "", value = ""] = part.split("=");
      return [name.trim(), value.trim()];
    }),
  );
}
