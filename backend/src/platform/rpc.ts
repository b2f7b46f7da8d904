import { createPublicClient, defineChain, http, keccak256, type PublicClient } from "viem";
import type { Config } from "../config/config.ts";
import type { Readiness } from "./module.ts";

/** One answer of the node may take this long. */
const RPC_TIMEOUT_MILLISECONDS = 5_000;

/** A client of the configured node. Retries belong to the callers: they know what a second try would mean. */
export function createChainClient({ chain }: Pick<Config, "chain">): PublicClient {
  return createPublicClient({
    chain: defineChain({
      id: chain.id,
      name: chain.id === 31337 ? "Local chain" : `Chain ${chain.id}`,
      nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
      rpcUrls: { default: { http: [chain.rpcUrl.reveal()] } },
    }),
    transport: http(chain.rpcUrl.reveal(), { timeout: RPC_TIMEOUT_MILLISECONDS, retryCount: 0 }),
  });
}

/** Whether this is the chain, and these are the contracts, that the configuration names. An unreachable node only degrades: reads go on. */
export function chainReadiness(
  client: PublicClient,
  { chain }: Pick<Config, "chain">,
): Record<"chain" | "contracts", () => Promise<Readiness>> {
  const guarded = (check: () => Promise<Readiness>) => async (): Promise<Readiness> => {
    try {
      return await check();
    } catch {
      return { state: "degraded", reason: "The node does not answer; what is stored can still be read, and writing to the chain waits." };
    }
  };
  return {
    chain: guarded(async () => {
      const id = await client.getChainId();
      return id === chain.id ? { state: "ok" } : { state: "down", reason: `The node is on chain ${id}, not on ${chain.id}.` };
    }),
    contracts: guarded(async () => {
      const { supplyChain, codeHash, carbon } = chain.deployment;
      const contracts = [{ address: supplyChain, codeHash }, ...(carbon ? [{ address: carbon.token, codeHash: carbon.codeHash }] : [])];
      for (const { address, codeHash: deployed } of contracts) {
        const code = await client.getCode({ address });
        if (code === undefined) return { state: "down", reason: `There is no contract at the deployment's address ${address}.` };
        if (keccak256(code) !== deployed) return { state: "down", reason: `The contract at ${address} has other code than was deployed.` };
      }
      return { state: "ok" };
    }),
  };
}
