import type { CarbonChain } from "@waybill/protocol/typed-data/carbon";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { useSupplier } from "./use-supplier.ts";

/** Chain and token that signatures about grams are for; null where this chain has no token. */
export function useCarbonChain(): CarbonChain | null {
  const { config } = useSupplier();
  const token = config.contracts.carbonToken;
  return token === undefined ? null : { chainId: config.chain.id, token: token as Address };
}
