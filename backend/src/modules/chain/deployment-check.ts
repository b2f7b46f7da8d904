import { hexToNumber, keccak256, type PublicClient } from "viem";
import type { Deployment } from "../../config/config.ts";

/**
 * Whether the node is on the chain that was deployed to, and the very contract is there. Asked before anything is undone or sent: a node
 * that was restarted empty, or points elsewhere, must not cost us what is stored nor a transaction into the void.
 */
export type IsOurChain = () => Promise<boolean>;

export function createDeploymentCheck(client: Pick<PublicClient, "request">, { chainId, supplyChain, codeHash }: Deployment): IsOurChain {
  return async () => {
    const [id, code] = await Promise.all([
      client.request({ method: "eth_chainId" }),
      client.request({ method: "eth_getCode", params: [supplyChain, "latest"] }),
    ]);
    return hexToNumber(id) === chainId && keccak256(code) === codeHash;
  };
}
