import { supplyChainAbi } from "@waybill/protocol/abi/supply-chain";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { encodeFunctionData } from "viem/utils";
import type { ContractCall } from "../../../entities/sending/SendReview.tsx";

/** What the chain keeps for an account without a profile here. */
const NO_PROFILE = `0x${"00".repeat(20)}` as const;

/** Registers an account, or gives a registered one other roles. @param profileHash null without a profile */
export function registerCall(account: Address, roles: number, profileHash: string | null): ContractCall {
  const args = [account, roles, (profileHash ?? NO_PROFILE) as `0x${string}`] as const;
  return {
    data: encodeFunctionData({ abi: supplyChainAbi, functionName: "registerActor", args }),
    text: `registerActor(${args.join(", ")})`,
  };
}

/** Revokes an account, for ever. */
export function revokeCall(account: Address): ContractCall {
  return {
    data: encodeFunctionData({ abi: supplyChainAbi, functionName: "revokeActor", args: [account] }),
    text: `revokeActor(${account})`,
  };
}
