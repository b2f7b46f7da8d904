import { nextClaimState, type ClaimAct } from "@waybill/protocol/claims/transitions";
import type { ClaimView } from "@waybill/protocol/schemas/api/claims";
import type { CarbonRights } from "@waybill/protocol/schemas/api/credits";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { issueTypedData, savingHashOf, type CarbonChain, type Saving } from "@waybill/protocol/typed-data/carbon";
import { endClaimTypedData, orderIssueTypedData, submitClaimTypedData } from "@waybill/protocol/typed-data/claim-acts";
import type { TypedDataRequest } from "../../../lib/signing/signer.ts";

/** What a person does to a claim; the others are the chain's doing. */
export type SignedAct = Extract<ClaimAct, "submit" | "verify" | "reject" | "withdraw" | "issue">;

/** Days for which a signature counts: a verification waits for an issuer, everything else is sent at once. */
export const GOOD_FOR_DAYS = { submit: 1, verify: 30, reject: 1, withdraw: 1, issue: 1 } as const;

/**
 * What this account may do to a claim now. Whether it has the role of an issuer stands on chain: no issuer's acts are offered before that is
 * known.
 */
export function actsOf(
  claim: Pick<ClaimView, "state" | "claimant" | "receiver" | "verifier">,
  account: string,
  rights: Pick<CarbonRights, "mayIssue"> | undefined,
): SignedAct[] {
  const roles: Record<SignedAct, boolean> = {
    submit: account === claim.claimant.account,
    verify: account === claim.verifier.account,
    reject: account === claim.verifier.account,
    withdraw: account === claim.claimant.account,
    issue: rights?.mayIssue === true && ![claim.claimant, claim.receiver, claim.verifier].some((party) => party.account === account),
  };
  return (Object.keys(roles) as SignedAct[]).filter((act) => roles[act] && nextClaimState(claim.state, act) !== undefined);
}

interface Signing {
  chain: CarbonChain;
  account: Address;
  /** Seconds since 1970. */
  deadline: number;
  /** Of `reject` and `withdraw`. */
  reason: string;
}

/** What the wallet signs for an act. */
export function typedDataOf(act: SignedAct, claim: ClaimView, { chain, account, deadline, reason }: Signing): TypedDataRequest {
  if (act === "reject" || act === "withdraw") return endClaimTypedData(chain, { claim: claim.id, account, reason, deadline });
  if (act === "issue") {
    const verification = claim.verification?.digest as Hex32;
    return orderIssueTypedData(chain, { claim: claim.id, issuer: account, verification, deadline });
  }
  const { firstSerial, lastSerial, saving, ...terms } = claim.terms;
  if (act === "submit") {
    const parties = { claimant: account, receiver: terms.to as Address, verifier: claim.verifier.account as Address };
    const grams = BigInt(claim.grams);
    return submitClaimTypedData(chain, { claim: claim.id, ...parties, grams, savingHash: savingHashOf(saving as Saving), deadline });
  }
  const [to, registry, project] = [terms.to as Address, terms.registry as Hex32, terms.project as Hex32];
  const serials = { firstSerial: BigInt(firstSerial), lastSerial: BigInt(lastSerial) };
  return issueTypedData(chain, { ...terms, to, registry, project, ...serials, saving: saving as Saving, deadline });
}

/** What the service is sent with the signature. */
export function bodyOf(act: SignedAct, { account, deadline, reason }: Omit<Signing, "chain">, signature: string): object {
  if (act === "issue") return { issuer: account, deadline, signature };
  return act === "reject" || act === "withdraw" ? { reason, deadline, signature } : { deadline, signature };
}
