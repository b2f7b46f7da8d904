import type { BaseContract, BaseContractMethod, ContractRunner } from "ethers";
import type { accessManagerAbi } from "../../../protocol/src/abi/access-manager.ts";
import type { carbonTokenAbi } from "../../../protocol/src/abi/carbon-token.ts";
import type { supplyChainAbi } from "../../../protocol/src/abi/supply-chain.ts";

type FunctionNames<Abi extends readonly { type: string; name?: string }[]> = Extract<
  Abi[number],
  { type: "function"; name: string }
>["name"];

/** An ethers contract with these functions: names are checked, arguments are not. */
export type ContractWith<Names extends string> = Omit<BaseContract, "connect"> &
  Record<Names, BaseContractMethod> & { connect(runner: ContractRunner): ContractWith<Names> };

export type SupplyChain = ContractWith<FunctionNames<typeof supplyChainAbi>>;
export type AccessManager = ContractWith<FunctionNames<typeof accessManagerAbi>>;
export type CarbonToken = ContractWith<FunctionNames<typeof carbonTokenAbi>>;
export type KeyWallet = ContractWith<"execute">;
export type ScriptedWallet = ContractWith<"script">;
export type LibraryHarness = ContractWith<"append" | "root" | "frontier" | "verify" | "leafHash" | "size">;
export type EmissionsHarness = ContractWith<"transport" | "throughput" | "energy" | "share" | "saved">;
