import { accessManagerAbi } from "@waybill/protocol/abi/access-manager";
import { carbonTokenAbi } from "@waybill/protocol/abi/carbon-token";
import { supplyChainAbi } from "@waybill/protocol/abi/supply-chain";
import type { AccessTable } from "@waybill/protocol/access/access-table";
import type { PublicConfig } from "@waybill/protocol/schemas/api/system";
import { decodeFunctionData, toFunctionSelector } from "viem/utils";
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

/** A call as people read it. */
export function callText(contract: KnownContract | undefined, data: `0x${string}`): string {
  if (contract === undefined) return data;
  try {
    const { functionName: name, args = [] } = decodeFunctionData({ abi: contract.abi, data });
    return `${name}(${args.map(String).join(", ")})`;
  } catch {
    return data;
  }
}

/** What a role is called: by its label on chain, else by its number. */
export function roleName({ roles }: Pick<AccessTable, "roles">, id: string): string {
  return roles.find((role) => role.id === id)?.label ?? (id === "0" ? "ADMIN" : id);
}
