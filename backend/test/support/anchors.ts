import { supplyChainAbi } from "@waybill/protocol/abi/supply-chain";
import { createPublicClient, http } from "viem";
import type { ChainWorld } from "./chain-world.ts";

/** How often a root is in the contract's log now, from the node itself. */
export async function anchorsOf(world: ChainWorld, root: string): Promise<number> {
  const client = createPublicClient({ transport: http(world.anvil.url) });
  const logs = await client.getContractEvents({
    abi: supplyChainAbi,
    address: world.deployment.supplyChain as `0x${string}`,
    eventName: "Anchored",
    fromBlock: 0n,
  });
  return logs.filter((log) => log.args.root === root).length;
}
