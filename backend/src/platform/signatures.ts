import { recoverAddress, type PublicClient } from "viem";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { ProblemError } from "./errors.ts";
import { PLATFORM_PROBLEMS } from "./problems.ts";

/** secp256k1n / 2: a signature with a greater s has a twin that signs the same, and is refused (EIP-2). */
const HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0n;
const ERC1271_MAGIC = "0x1626ba7e";
const ERC1271_ABI = [
  {
    type: "function",
    name: "isValidSignature",
    stateMutability: "view",
    inputs: [
      { name: "hash", type: "bytes32" },
      { name: "signature", type: "bytes" },
    ],
    outputs: [{ type: "bytes4" }],
  },
] as const;

export type SignatureVerdict = "valid" | "wrong-signer" | "malleable";

export interface SignatureToCheck {
  account: Address;
  /** EIP-712 digest. */
  digest: Hex32;
  signature: `0x${string}`;
}

/** Checks signatures of keys by recovery and of contract wallets by asking them. */
export type VerifySignature = (parameters: SignatureToCheck) => Promise<SignatureVerdict>;

/**
 * Recovery first; only when that names somebody else, and the account has code, ERC-1271 — the contract's own order,
 * so that an account with delegated code (EIP-7702) can still sign with its key.
 *
 * @throws {ProblemError} 503 when the node is needed and does not answer: the signature is then neither good nor bad.
 */
export function createVerifySignature(client: Pick<PublicClient, "getCode" | "readContract">): VerifySignature {
  return async ({ account, digest, signature }) => {
    if (signature.length === 132) {
      if (BigInt(`0x${signature.slice(66, 130)}`) > HALF_ORDER) return "malleable";
      if ((await recover(digest, signature))?.toLowerCase() === account.toLowerCase()) return "valid";
    }
    return (await contractAccepts(client, { account, digest, signature })) ? "valid" : "wrong-signer";
  };
}

async function recover(hash: Hex32, signature: `0x${string}`): Promise<string | null> {
  // 27 and 28 as EIP-712 wallets write them; 0 and 1 would be a second spelling of the same signature.
  if (!/(1b|1c)$/i.test(signature)) return null;
  try {
    return await recoverAddress({ hash, signature });
  } catch {
    return null;
  }
}

async function contractAccepts(
  client: Pick<PublicClient, "getCode" | "readContract">,
  { account, digest, signature }: SignatureToCheck,
): Promise<boolean> {
  let code: string | undefined;
  try {
    code = await client.getCode({ address: account });
  } catch (cause) {
    throw new ProblemError(PLATFORM_PROBLEMS.unavailable, {
      detail:
        "The signature is not from this account's key; whether its wallet contract accepts it cannot be asked while the node is away.",
      headers: { "Retry-After": "5" },
      cause,
    });
  }
  if (code === undefined || code === "0x") return false;
  try {
    const answer = await client.readContract({
      address: account,
      abi: ERC1271_ABI,
      functionName: "isValidSignature",
      args: [digest, signature],
    });
    return answer === ERC1271_MAGIC;
  } catch {
    // A wallet that reverts says no; contracts without the method do, too.
    return false;
  }
}
