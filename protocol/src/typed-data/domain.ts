import type { Address } from "../schemas/primitives.ts";

/** EIP-712 domain of every Waybill signature; the same as SupplyChain's ERC-5267 answer. */
export function domainOf(chain: { chainId: number; supplyChain: Address }) {
  return { name: "Waybill", version: "1", chainId: chain.chainId, verifyingContract: chain.supplyChain } as const;
}
