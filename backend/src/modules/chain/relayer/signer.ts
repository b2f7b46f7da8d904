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

/** Whoever holds a key: a private key in memory now; a keystore or a KMS fits the same two members. */
export interface Signer {
  address: Address;
  sign(transaction: UnsignedTransaction): Promise<SignedTransaction>;
}

export function privateKeySigner(key: Hex32): Signer {
  const account = privateKeyToAccount(key);
  return {
    address: account.address as Address,
    async sign(transaction) {
      const raw = await account.signTransaction({ ...transaction, type: "eip1559", value: 0n });
      return { raw, hash: keccak256(raw) as Hex32 };
    },
  };
}
