import { hashStruct } from "viem/utils";
import type { Address, Hex32 } from "../schemas/primitives.ts";

interface DomainChain {
  chainId: number;
  supplyChain: Address;
}

const DOMAIN_TYPES = {
  EIP712Domain: [
    { name: "name", type: "string" },
    { name: "version", type: "string" },
    { name: "chainId", type: "uint256" },
    { name: "verifyingContract", type: "address" },
  ],
};

/** EIP-712 domain of every Waybill signature; the same as SupplyChain's ERC-5267 answer. */
export function domainOf(chain: DomainChain) {
  return { name: "Waybill", version: "1", chainId: chain.chainId, verifyingContract: chain.supplyChain } as const;
}

/** Hash of that domain, for digests that are made of hashes. */
export function domainSeparatorOf(chain: DomainChain): Hex32 {
  const data = { ...domainOf(chain), chainId: BigInt(chain.chainId) };
  return hashStruct({ data, primaryType: "EIP712Domain", types: DOMAIN_TYPES }) as Hex32;
}
