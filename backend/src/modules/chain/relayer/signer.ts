import { keccak256 } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";

export interface UnsignedTransaction {
  chainId: number;
  nonce: number;
  to: Address;
  data: `0x${string}`;
  gas: bigint;
  maxFeePerGas: bigint;
  maxPriorityFeePerGas: bigint;
}

export interface SignedTransaction {
  hash: Hex32;
  raw: `0x${string}`;
}

/**
 * Whoever holds a key. In memory now, from the environment or an encrypted keystore; a KMS or HSM fits the same members: it knows its
 * address, hashes the serialised transaction, has the digest signed far away, and answers late. So `sign` is asynchronous, is never called inside a
 * database transaction, and is called for several transactions at once.
 */
export interface Signer {
  address: Address;
  /** False where the key is gone and only what was signed before can still be looked after. */
  canSign: boolean;
  sign(transaction: UnsignedTransaction): Promise<SignedTransaction>;
}

export function privateKeySigner(key: Hex32): Signer {
  const account = privateKeyToAccount(key);
  return {
    address: account.address as Address,
    canSign: true,
    async sign(transaction) {
      const raw = await account.signTransaction({ ...transaction, type: "eip1559", value: 0n });
      return { raw, hash: keccak256(raw) as Hex32 };
    },
  };
}

/** Stands for an account whose key this process does not have. */
export function watchOnlySigner(address: Address): Signer {
  return { address, canSign: false, sign: () => Promise.reject(new Error(`there is no key for ${address}`)) };
}
