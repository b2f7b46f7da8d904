import type { Hex } from "viem";
import { isAddressEqual, numberToHex, recoverAddress, size, slice } from "viem/utils";
import type { BlockPlace, ChainReader } from "./chain-reader.ts";
import type { Address, Hex32 } from "../schemas/primitives.ts";

/** Half the order of secp256k1: a larger `s` is the mirror image of another valid signature (EIP-2). */
const HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0n;

/** Top bit of the second word of an EIP-2098 signature: the parity of y. */
const PARITY_BIT = 1n << 255n;

/** No key and no contract signs for it. */
export const ZERO_ADDRESS = "0x0000000000000000000000000000000000000000";

export interface SignatureToCheck {
  account: Address;
  /** EIP-712 digest. */
  digest: Hex32;
  signature: `0x${string}`;
}

/** Whose signature it is: the account's own key, its contract (ERC-1271), or not the account's at all. */
export type SignatureCheck = { valid: true; by: "key" | "contract" } | { valid: false; reason: string };

/**
 * The one signature rule, the same as SupplyChain's: no zero account; recover first, refusing high s; only on mismatch ask the
 * account's contract, as it is now. Recovery comes first so that accounts with delegated code (EIP-7702) keep their key.
 * Rejects when recovery does not match and the node cannot answer.
 */
export async function checkAccountSignature(
  reader: ChainReader,
  { account, digest, signature }: SignatureToCheck,
  at: BlockPlace | "latest" = "latest",
): Promise<SignatureCheck> {
  const byKey = await checkKeySignature({ account, digest, signature });
  if (byKey.valid || isAddressEqual(account, ZERO_ADDRESS)) return byKey;
  if (await reader.isValidContractSignature(account, digest, signature, at)) return { valid: true, by: "contract" };
  return byKey;
}

/** The part of the rule that needs no chain: whether the account's own key made the signature. */
export async function checkKeySignature({ account, digest, signature }: SignatureToCheck): Promise<SignatureCheck> {
  if (isAddressEqual(account, ZERO_ADDRESS)) return { valid: false, reason: "the zero account cannot sign" };
  const recovered = await recover(digest, signature);
  if (recovered.address !== undefined && isAddressEqual(recovered.address, account)) return { valid: true, by: "key" };
  return { valid: false, reason: recovered.reason };
}

/** The account whose key made a signature of 65 bytes (r, s, v) or 64 bytes (EIP-2098). */
async function recover(hash: Hex32, signature: `0x${string}`): Promise<{ address?: Address; reason: string }> {
  const parts = partsOf(signature);
  if (parts === undefined) return { reason: "it is not the signature of a key, and no contract of the account accepts it" };
  if (BigInt(parts.s) > HALF_ORDER) return { reason: "it is a mirrored copy of a signature (high s), which is refused" };
  try {
    const address = (await recoverAddress({ hash, signature: parts })) as Address;
    return { address, reason: `it was made by ${address}, or for other content` };
  } catch {
    return { reason: "no key can have made it" };
  }
}

/** Only v of 27 and 28 counts, as in the EVM: one consent, one signature. */
function partsOf(signature: `0x${string}`): { r: Hex; s: Hex; yParity: number } | undefined {
  if (size(signature) === 64) {
    const vs = BigInt(slice(signature, 32));
    return { r: slice(signature, 0, 32), s: numberToHex(vs & ~PARITY_BIT, { size: 32 }), yParity: vs & PARITY_BIT ? 1 : 0 };
  }
  if (size(signature) !== 65) return undefined;
  const v = Number(slice(signature, 64));
  return v === 27 || v === 28 ? { r: slice(signature, 0, 32), s: slice(signature, 32, 64), yParity: v - 27 } : undefined;
}
