import { z } from "zod";

/**
 * Where a claim to a saving stands.
 * - draft: written down by its claimant. It keeps nobody from anything.
 * - submitted: its claimant signed it, and its verifier is asked. Its transports are taken from here on.
 * - verified: its verifier signed the very terms that the contract issues.
 * - issuing: an issuer ordered it; the transaction is on its way.
 * - issued: the grams are on chain, in a block that may still be undone until it is final.
 * - rejected: by its verifier or its claimant, with a reason. The end; its transports are free.
 */
export const claimState = z.enum(["draft", "submitted", "verified", "issuing", "issued", "rejected"]);
export type ClaimState = z.infer<typeof claimState>;

/**
 * What happens to a claim. The last five are the chain's doing: the grams that were ordered got into a block, that block is gone, or the contract
 * refuses them; `appear` and `vanish` are the same of grams that an issuer had sent from a wallet of its own.
 */
export const claimAct = z.enum(["submit", "verify", "reject", "withdraw", "issue", "include", "undo", "fail", "appear", "vanish"]);
export type ClaimAct = z.infer<typeof claimAct>;

/** State × act → next state. What is not here is refused. */
export const NEXT_CLAIM_STATE: Readonly<Record<ClaimState, Readonly<Partial<Record<ClaimAct, ClaimState>>>>> = {
  draft: { submit: "submitted", withdraw: "rejected" },
  submitted: { verify: "verified", reject: "rejected", withdraw: "rejected" },
  // Verifying again renews a signature whose deadline is near or past.
  verified: { verify: "verified", reject: "rejected", withdraw: "rejected", issue: "issuing", appear: "issued" },
  // Grams on their way cannot be called back: they arrive, or the contract refuses them for good.
  issuing: { include: "issued", fail: "verified" },
  issued: { undo: "issuing", vanish: "verified" },
  rejected: {},
};

/** @example nextClaimState("draft", "issue"); // undefined: refused */
export function nextClaimState(state: ClaimState, act: ClaimAct): ClaimState | undefined {
  return NEXT_CLAIM_STATE[state][act];
}
