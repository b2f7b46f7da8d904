import { accessManagerAbi } from "@waybill/protocol/abi/access-manager";
import { carbonTokenAbi } from "@waybill/protocol/abi/carbon-token";
import { supplyChainAbi } from "@waybill/protocol/abi/supply-chain";
import type { AccessTable } from "@waybill/protocol/access/access-table";
import type { PublicConfig } from "@waybill/protocol/schemas/api/system";
import { decodeFunctionData, isAddress, toFunctionSelector } from "viem/utils";
import type { Abi, AbiFunction } from "viem";

interface KnownContract {
  name: string;
  abi: Abi;
}

/** The contract behind an address of this installation; undefined for any other. */
export function contractAt({ contracts }: Pick<PublicConfig, "contracts">, target: string): KnownContract | undefined {
  const known: [string | undefined, KnownContract][] = [
    [contracts.supplyChain, { name: "SupplyChain", abi: supplyChainAbi }],
    [contracts.carbonToken, { name: "CarbonToken", abi: carbonTokenAbi }],
    [contracts.accessManager, { name: "AccessManager", abi: accessManagerAbi }],
  ];
  return known.find(([address]) => address?.toLowerCase() === target.toLowerCase())?.[1];
}

/** Name of a function by its first four bytes, or those where nobody knows it. */
export function functionName(contract: KnownContract | undefined, selector: string): string {
  const known = contract?.abi.find((one): one is AbiFunction => one.type === "function" && toFunctionSelector(one) === selector);
  return known?.name ?? selector;
}

/** Name and arguments of a call; undefined where nobody knows the contract or the function. */
function callOf(contract: KnownContract | undefined, data: `0x${string}`): { name: string; args: readonly unknown[] } | undefined {
  if (contract === undefined) return undefined;
  try {
    const { functionName: name, args = [] } = decodeFunctionData({ abi: contract.abi, data });
    return { name, args };
  } catch {
    return undefined;
  }
}

/** A call as people read it. */
export function callText(contract: KnownContract | undefined, data: `0x${string}`): string {
  const call = callOf(contract, data);
  return call === undefined ? data : `${call.name}(${call.args.map(String).join(", ")})`;
}

/** The accounts that a call names. */
export function accountsIn(contract: KnownContract | undefined, data: `0x${string}`): string[] {
  const named = callOf(contract, data)?.args.filter((one): one is string => typeof one === "string" && isAddress(one)) ?? [];
  return [...new Set(named)];
}

/** Whether a call takes an account off the register, for ever. */
export function isRevocation(contract: KnownContract | undefined, data: `0x${string}`): boolean {
  return callOf(contract, data)?.name === "revokeActor";
}

/** What a role is called: by its label on chain, else by its number. */
export function roleName({ roles }: Pick<AccessTable, "roles">, id: string): string {
  return roles.find((role) => role.id === id)?.label ?? (id === "0" ? "ADMIN" : id);
}
