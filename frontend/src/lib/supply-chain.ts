import { deployments } from "@waybill/protocol/abi/deployments";
import type { PublicConfig } from "@waybill/protocol/schemas/api/system";
import type { Address } from "@waybill/protocol/schemas/primitives";

/**
 * The contract that a reader relies on: the published one of the chain, as shipped with this page; in development, where everybody deploys their own,
 * the one that the service names.
 */
export function trustedContract({ mode, chain, contracts }: PublicConfig): { chainId: number; supplyChain: Address } {
  const published = Object.hasOwn(deployments, chain.id)
    ? deployments[chain.id as unknown as keyof typeof deployments].supplyChain
    : undefined;
  return {
    chainId: chain.id,
    supplyChain: (mode === "development" ? contracts.supplyChain : (published ?? contracts.supplyChain)) as Address,
  };
}
