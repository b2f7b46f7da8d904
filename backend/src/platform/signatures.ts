import type { PublicClient } from "viem";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { checkAccountSignature, type SignatureCheck } from "@waybill/protocol/verify/account-signature";
import { createRpcReader } from "@waybill/protocol/verify/rpc-reader";
import { ProblemError } from "./errors.ts";
import { PLATFORM_PROBLEMS } from "./problems.ts";

export interface SignatureToCheck {
  account: Address;
  /** EIP-712 digest. */
  digest: Hex32;
  signature: `0x${string}`;
}

/**
 * Whether a signature is the account's, by its key or by its wallet contract.
 *
 * @throws {ProblemError} 503 when the contract has to be asked and the node does not answer: the signature is then neither good nor bad.
 */
export type VerifySignature = (parameters: SignatureToCheck) => Promise<SignatureCheck>;

/** The protocol's one signature rule, with the configured node to ask contract wallets (ERC-1271). */
export function createVerifySignature(client: Pick<PublicClient, "request">): VerifySignature {
  const reader = createRpcReader((method, params) => client.request({ method, params } as never));
  return async (parameters) => {
    try {
      return await checkAccountSignature(reader, parameters);
    } catch (cause) {
      throw new ProblemError(PLATFORM_PROBLEMS.unavailable, {
        detail: "The signature is not from this account's key, and while the node is away its wallet contract cannot be asked.",
        headers: { "Retry-After": "5" },
        cause,
      });
    }
  };
}
