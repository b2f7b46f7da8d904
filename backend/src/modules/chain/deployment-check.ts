import { hexToNumber, keccak256, type PublicClient } from "viem";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import type { Deployment } from "../../config/config.ts";

/**
 * Whether the node is on the chain that was deployed to, and the very contracts are there. Asked before anything is undone or sent: a node
 * that was restarted empty, or points elsewhere, must not cost us what is stored nor a transaction into the void.
 */
export type IsOurChain = () => Promise<boolean>;

export function createDeploymentCheck(client: Pick<PublicClient, "request">, deployment: Deployment): IsOurChain {
  const { chainId, supplyChain, codeHash, carbon } = deployment;
  const isThere = async (address: Address, hash: Hex32) =>
    keccak256(await client.request({ method: "eth_getCode", params: [address, "latest"] })) === hash;
  return async () => {
    const [id, ...areThere] = await Promise.all([
      client.request({ method: "eth_chainId" }),
      isThere(supplyChain, codeHash),
      ...(carbon ? [isThere(carbon.token, carbon.codeHash)] : []),
    ]);
    return hexToNumber(id) === chainId && areThere.every(Boolean);
  };
}
