import type { Address, Hex32 } from "../schemas/primitives.ts";
import { carbonDomainOf, type CarbonChain } from "./carbon.ts";

/** What parties of a claim sign beside the verifier's `Issue`; checked off chain. */

const SUBMIT_TYPES = {
  SubmitClaim: [
    { name: "statement", type: "string" },
    { name: "claim", type: "string" },
    { name: "claimant", type: "address" },
    { name: "receiver", type: "address" },
    { name: "verifier", type: "address" },
    { name: "grams", type: "uint64" },
    { name: "savingHash", type: "bytes32" },
    { name: "deadline", type: "uint48" },
  ],
} as const;

const END_TYPES = {
  EndClaim: [
    { name: "statement", type: "string" },
    { name: "claim", type: "string" },
    { name: "account", type: "address" },
    { name: "reason", type: "string" },
    { name: "deadline", type: "uint48" },
  ],
} as const;

const ORDER_TYPES = {
  OrderIssue: [
    { name: "statement", type: "string" },
    { name: "claim", type: "string" },
    { name: "issuer", type: "address" },
    { name: "verification", type: "bytes32" },
    { name: "deadline", type: "uint48" },
  ],
} as const;

export interface SubmitClaimMessage {
  claim: string;
  claimant: Address;
  receiver: Address;
  verifier: Address;
  grams: bigint;
  savingHash: Hex32;
  /** Seconds since 1970. */
  deadline: number;
}

export interface EndClaimMessage {
  claim: string;
  account: Address;
  reason: string;
  deadline: number;
}

export interface OrderIssueMessage {
  claim: string;
  issuer: Address;
  /** EIP-712 digest of what the verifier signed. */
  verification: Hex32;
  deadline: number;
}

/** A claimant stands behind its claim and asks the verifier. */
export function submitClaimTypedData(chain: CarbonChain, message: SubmitClaimMessage) {
  const statement = "This saving is ours to claim, and nobody else claims it. We ask for its verification.";
  const { domain, types } = { domain: carbonDomainOf(chain), types: SUBMIT_TYPES };
  return { domain, types, primaryType: "SubmitClaim", message: { statement, ...message } } as const;
}

/** A verifier rejects a claim, or its claimant withdraws it. Everybody can read the reason. */
export function endClaimTypedData(chain: CarbonChain, message: EndClaimMessage) {
  const statement = "This claim ends here, for the reason below.";
  return { domain: carbonDomainOf(chain), types: END_TYPES, primaryType: "EndClaim", message: { statement, ...message } } as const;
}

/** An issuer orders what a verifier has signed. */
export function orderIssueTypedData(chain: CarbonChain, message: OrderIssueMessage) {
  const statement = "Issue the grams of this claim as they were verified.";
  return { domain: carbonDomainOf(chain), types: ORDER_TYPES, primaryType: "OrderIssue", message: { statement, ...message } } as const;
}
