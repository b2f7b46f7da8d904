import { accessManagerAbi } from "@waybill/protocol/abi/access-manager";
import { carbonTokenAbi } from "@waybill/protocol/abi/carbon-token";
import { supplyChainAbi } from "@waybill/protocol/abi/supply-chain";
import type { ContractErrorName } from "viem";
import { decodeErrorResult } from "viem/utils";

/** Of the three contracts, and what Solidity itself refuses with: `Error(string)`, `Panic(uint256)`. */
export const ERRORS = [...supplyChainAbi, ...carbonTokenAbi, ...accessManagerAbi].filter(({ type }) => type === "error");
export type ContractErrorId =
  | ContractErrorName<typeof supplyChainAbi>
  | ContractErrorName<typeof carbonTokenAbi>
  | ContractErrorName<typeof accessManagerAbi>
  | "Error"
  | "Panic";

export interface ContractError {
  name: ContractErrorId;
  /** As the contract gave it: `CustodyLapsed(1700000000, 1700000060)`. */
  text: string;
}

/** Which error of the contracts some data is; null for that of another contract, and for what was cut. */
export function contractErrorOf(data: `0x${string}`): ContractError | null {
  try {
    const { errorName, args = [] } = decodeErrorResult({ abi: ERRORS, data }) as { errorName: ContractErrorId; args?: readonly unknown[] };
    return { name: errorName, text: `${errorName}(${args.map(String).join(", ")})` };
  } catch {
    return null;
  }
}
