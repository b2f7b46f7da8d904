import { carbonTokenAbi } from "@waybill/protocol/abi/carbon-token";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { encodeFunctionData } from "viem/utils";
import type { ContractCall } from "../../../entities/sending/SendReview.tsx";

interface Grams {
  /** The ERC-1155 id, in hexadecimal. */
  batch: string;
  grams: bigint;
}

/** ERC-1155's `safeTransferFrom`: the token knows no transfer by signature. */
export function transferCall({ from, to, batch, grams }: Grams & { from: Address; to: Address }): ContractCall {
  const args = [from, to, BigInt(batch), grams, "0x"] as const;
  return {
    data: encodeFunctionData({ abi: carbonTokenAbi, functionName: "safeTransferFrom", args }),
    text: textOf("safeTransferFrom", args),
  };
}

/** An issuer calls off a part of a saving. */
export function cancelCall({ batch, grams, reasonHash }: Grams & { reasonHash: Hex32 }): ContractCall {
  const args = [BigInt(batch), grams, reasonHash] as const;
  return { data: encodeFunctionData({ abi: carbonTokenAbi, functionName: "cancel", args }), text: textOf("cancel", args) };
}

/** A holder gives grams up against the batch's deficit. */
export function surrenderCall({ batch, grams }: Grams): ContractCall {
  const args = [BigInt(batch), grams] as const;
  return { data: encodeFunctionData({ abi: carbonTokenAbi, functionName: "surrender", args }), text: textOf("surrender", args) };
}

const textOf = (name: string, args: readonly unknown[]) => `${name}(${args.join(", ")})`;
