import { deployments } from "@waybill/protocol/abi/deployments";
import type { PublicConfig } from "@waybill/protocol/schemas/api/system";
import type { Address } from "@waybill/protocol/schemas/primitives";

/**
 * The token of grams that a reader relies on: the published one of the chain, as shipped with this page; in development, where everybody
 * deploys their own, the one that the service names. Undefined where there is none.
 */
export function trustedToken({ mode, chain, contracts }: PublicConfig): Address | undefined {
  const own = contracts.carbonToken as Address | undefined;
  return mode === "development" ? own : (publishedToken(chain.id) ?? own);
}

/** The token that this page ships for a chain. */
export function publishedToken(chainId: number): Address | undefined {
  return Object.hasOwn(deployments, chainId)
    ? (deployments[chainId as unknown as keyof typeof deployments].carbonToken as Address)
    : undefined;
}
