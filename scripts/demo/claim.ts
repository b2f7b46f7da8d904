import type { ClaimView } from "@waybill/protocol/schemas/api/claims";
import type { DocumentView } from "@waybill/protocol/schemas/api/documents";
import type { FootprintView } from "@waybill/protocol/schemas/api/carbon";
import type { PublicConfig } from "@waybill/protocol/schemas/api/system";
import { ROLE } from "@waybill/protocol/typed-data/roles";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { type CarbonChain, issueTypedData, type IssueMessage, savingHashOf } from "@waybill/protocol/typed-data/carbon";
import { orderIssueTypedData, submitClaimTypedData } from "@waybill/protocol/typed-data/claim-acts";
import { type ApiClient, waitFor } from "./api-client.ts";
import { deadlineOf } from "./deadline.ts";
import { PALLET } from "./hand-over.ts";
import type { DemoChain } from "./load.ts";
import { developmentAccount, type Organisation } from "./organisations.ts";
import { provideIssuer } from "./issuer.ts";
import { register } from "./register.ts";

/** The seventh development account verifies; as a laboratory that handles samples it is an organisation like others. */
const VERIFIER = {
  account: developmentAccount(7),
  ...{ name: "Caloosa Laboratory", gln: "0860009995000", country: "US", roles: ROLE.processor },
};

/** What {@link claimSaving} answers once there are grams. */
export const ISSUED = "one saving issued";

/** What would have carried the pallet otherwise. */
const CHANGES = [{ element: "e1", vehicle: "rigid-over-17t", refrigerated: true }];
const EVIDENCE = `Transport order (invented for the demonstration)

Pallet 008600099999850000, 20 April 2026, Vero Beach to Chicago.
Planned: refrigerated rigid lorries, as in all weeks before.
Carried: one refrigerated articulated lorry, with the loads of two customers joined.
`;

/**
 * Claims what the pallet's transport saved, has it verified, and has its grams issued, each by signature alone. Goes on where an earlier run
 * stopped. Answers what there is now, in words.
 */
export async function claimSaving(
  api: ApiClient,
  chain: DemoChain,
  { claimant, token, rpcUrl }: { claimant: Organisation; token: string; rpcUrl: string },
): Promise<string> {
  const { contracts } = (await api.get("/api/config")) as PublicConfig;
  if (contracts.carbonToken === undefined) return "no saving";
  const carbon: CarbonChain = { chainId: chain.chainId, token: contracts.carbonToken as Address };
  await register(api, chain, VERIFIER);
  let claim = (await openClaim(api, claimant)) ?? (await unless("claims.not-verifier", draft(api, token)));
  if (claim === undefined) return "no saving, since this deployment has another verifier";
  if (claim.state === "draft") claim = await act(api, claim, "submit", await submission(api, carbon, claimant, claim));
  if (claim.state === "submitted") claim = await act(api, claim, "verify", await verification(api, carbon, claim));
  if (claim.state === "verified") {
    const issuer = await provideIssuer(api, rpcUrl, chain);
    const ordered = await unless("claims.not-issuer", act(api, claim, "issue", await order(api, carbon, issuer, claim)));
    if (ordered === undefined) return "one saving verified, which another issuer may issue";
  }
  const { id } = claim;
  await waitFor("the issuance of the pallet's saving", async () => {
    const { state } = (await api.get(`/api/carbon/claims/${id}`)) as ClaimView;
    return state === "issued" ? state : undefined;
  });
  return ISSUED;
}

/** Roles of a deployment that somebody else made are others' to have: undefined for a refusal with this code. */
async function unless<Result>(code: string, answer: Promise<Result>): Promise<Result | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && error.message.includes(code)) return undefined;
    throw error;
  }
}

async function openClaim(api: ApiClient, { account }: Organisation): Promise<ClaimView | undefined> {
  const { items } = (await api.get(`/api/carbon/claims?organisation=${account.address}`)) as { items: ClaimView[] };
  const open = items.find(({ state, subject }) => subject === PALLET && state !== "rejected");
  return open && ((await api.get(`/api/carbon/claims/${open.id}`)) as ClaimView);
}

async function draft(api: ApiClient, token: string): Promise<ClaimView> {
  const footprint = (await api.send("POST", "/api/footprints", { subject: PALLET }, { token })) as FootprintView;
  const file = "/api/documents?visibility=public&name=transport-order.txt";
  const document = (await api.send("POST", file, EVIDENCE, { token, type: "application/octet-stream" })) as DocumentView;
  const body = { actual: footprint.hash, changes: CHANGES, documents: [document.cid], verifier: VERIFIER.account.address };
  return (await api.send("POST", "/api/carbon/claims", body, { token })) as ClaimView;
}

async function act(api: ApiClient, { id }: ClaimView, name: "submit" | "verify" | "issue", body: object): Promise<ClaimView> {
  return (await api.send("POST", `/api/carbon/claims/${id}/${name}`, body)) as ClaimView;
}

async function submission(api: ApiClient, chain: CarbonChain, { account }: Organisation, { id, grams, terms }: ClaimView) {
  const deadline = await deadlineOf(api);
  const parties = { claimant: account.address, receiver: terms.to as Address, verifier: VERIFIER.account.address };
  const message = { claim: id, ...parties, grams: BigInt(grams), savingHash: savingHashOf(terms.saving as never), deadline };
  return { deadline, signature: await account.signTypedData(submitClaimTypedData(chain, message)) };
}

async function verification(api: ApiClient, chain: CarbonChain, { terms }: ClaimView) {
  const deadline = await deadlineOf(api);
  const serials = { firstSerial: BigInt(terms.firstSerial), lastSerial: BigInt(terms.lastSerial) };
  const message = { ...terms, ...serials, deadline } as IssueMessage;
  return { deadline, signature: await VERIFIER.account.signTypedData(issueTypedData(chain, message)) };
}

async function order(api: ApiClient, chain: CarbonChain, account: Organisation["account"], { id, verification }: ClaimView) {
  const deadline = await deadlineOf(api);
  const issuer = account.address;
  const message = { claim: id, issuer, verification: verification?.digest as Hex32, deadline };
  return { issuer, deadline, signature: await account.signTypedData(orderIssueTypedData(chain, message)) };
}
