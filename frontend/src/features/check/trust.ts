import { deployments } from "@waybill/protocol/abi/deployments";
import type { PublicConfig } from "@waybill/protocol/schemas/api/system";
import { nodeOf, nodeProblem, type NodeProblem } from "../../lib/node-address.ts";

/** What the reader relies on: a node to ask, and the contract whose state counts. */
export interface Trust {
  rpcUrl: string;
  chainId: string;
  supplyChain: string;
}

/**
 * The published contract of a chain, as shipped with this page; the server's word where nothing is published, and in development, where
 * chain and contract are the reader's own.
 */
export function defaultTrust(config: PublicConfig | null, base: string, remembered: string | null): Trust {
  const chainId = String(config?.chain.id ?? Object.keys(deployments)[0] ?? "");
  const rpcUrl = remembered ?? siteNode(config, base) ?? "";
  const published = config?.mode === "development" ? null : publishedContract(chainId);
  return { rpcUrl, chainId, supplyChain: published ?? config?.contracts.supplyChain ?? "" };
}

/** Address of the node that this site runs; null where no site answers, as in a saved file. */
export function siteNode(config: PublicConfig | null, base: string): string | null {
  return config === null ? null : nodeOf(config, base);
}

/** The chain and contract that a bundle names for itself, to be compared by the reader; the published contract where there is one. */
export function statedTrust(bundle: string): Trust {
  const { chainId, supplyChain } = chainIn(bundle);
  return { rpcUrl: "", chainId, supplyChain: publishedContract(chainId) ?? supplyChain };
}

function chainIn(bundle: string): { chainId: string; supplyChain: string } {
  try {
    const { chain } = JSON.parse(bundle) as { chain?: { chainId?: unknown; supplyChain?: unknown } };
    return { chainId: String(chain?.chainId ?? ""), supplyChain: String(chain?.supplyChain ?? "") };
  } catch {
    return { chainId: "", supplyChain: "" };
  }
}

/** Address that this page ships for a chain, or null. */
export function publishedContract(chainId: string): string | null {
  return Object.hasOwn(deployments, chainId) ? deployments[chainId as keyof typeof deployments].supplyChain : null;
}

export type TrustProblem = NodeProblem | "chain-form" | "contract-form";

/** What is wrong with each field; empty when it can be used. `isSecure`: this page came over https, which forbids plain http elsewhere. */
export function problemsOf({ rpcUrl, chainId, supplyChain }: Trust, isSecure: boolean): Partial<Record<keyof Trust, TrustProblem>> {
  const rpc = nodeProblem(rpcUrl.trim(), isSecure);
  return {
    ...(rpc && { rpcUrl: rpc }),
    ...(!/^[1-9]\d{0,14}$/.test(chainId.trim()) && { chainId: "chain-form" as const }),
    ...(!/^0x[0-9a-fA-F]{40}$/.test(supplyChain.trim()) && { supplyChain: "contract-form" as const }),
  };
}
