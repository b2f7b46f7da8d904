import {
  BaseError,
  erc6492SignatureValidatorAbi,
  erc6492SignatureValidatorByteCode,
  ExecutionRevertedError,
  type PublicClient,
} from "viem";
import { encodeDeployData, isErc6492Signature } from "viem/utils";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { checkAccountSignature, type SignatureCheck } from "@waybill/protocol/verify/account-signature";
import { createRpcReader } from "@waybill/protocol/verify/rpc-reader";
import { ProblemError } from "./errors.ts";
import { PLATFORM_PROBLEMS } from "./problems.ts";

export interface SignatureToCheck {
  account: Address;
  /** What was signed, hashed by EIP-712 or EIP-191. */
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
  return (parameters) => orUnavailable(() => checkAccountSignature(reader, parameters));
}

/**
 * The same for proving who one is, where a wallet contract need not be on the chain yet (ERC-6492). The chain judges such signatures
 * otherwise, so they are good for nothing that it is asked about.
 */
export function createVerifyIdentity(client: Pick<PublicClient, "call">, verifySignature: VerifySignature): VerifySignature {
  return async (parameters) => {
    if (!isErc6492Signature(parameters.signature)) return verifySignature(parameters);
    return (await orUnavailable(() => isAcceptedByFutureContract(client, parameters)))
      ? { valid: true, by: "contract" }
      : { valid: false, reason: "the wallet contract that it would make does not accept it" };
  };
}

/** Runs the validator of ERC-6492 on the node; it is never deployed. */
async function isAcceptedByFutureContract(
  client: Pick<PublicClient, "call">,
  { account, digest, signature }: SignatureToCheck,
): Promise<boolean> {
  const args = [account, digest, signature] as const;
  const data = encodeDeployData({ abi: erc6492SignatureValidatorAbi, bytecode: erc6492SignatureValidatorByteCode, args });
  try {
    return Number((await client.call({ data })).data ?? 0) === 1;
  } catch (error) {
    if (error instanceof BaseError && error.walk((cause) => cause instanceof ExecutionRevertedError) !== null) return false;
    throw error;
  }
}

async function orUnavailable<Result>(ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (cause) {
    throw new ProblemError(PLATFORM_PROBLEMS.unavailable, {
      detail: "The signature is not from this account's key, and while the node is away its wallet contract cannot be asked.",
      headers: { "Retry-After": "5" },
      cause,
    });
  }
}
