import type { PublicClient } from "viem";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import type { BlockRef } from "./indexer/blocks.ts";

/** The node's head as the status pages show it. */
export function createHeadView(client: Pick<PublicClient, "request">): () => Promise<BlockRef> {
  return async () => {
    const block = await client.request({ method: "eth_getBlockByNumber", params: ["latest", false] });
    if (!block?.hash || !block.number) throw new Error("the node has no latest block");
    return { number: Number(block.number), hash: block.hash as Hex32, timestamp: Number(block.timestamp) };
  };
}
