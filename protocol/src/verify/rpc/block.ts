import { hexToNumber, numberToHex } from "viem/utils";
import { z } from "zod";
import { hex32, type Hex32 } from "../../schemas/primitives.ts";
import type { BlockTag } from "../chain-reader.ts";
import { RpcError, type RpcRequest } from "./json-rpc.ts";

/** A quantity as JSON-RPC writes it. */
export const quantity = z
  .string()
  .regex(/^0x[0-9a-f]+$/i)
  .transform((text) => hexToNumber(text as `0x${string}`));

const block = z.object({ number: quantity, hash: hex32, timestamp: quantity });
export interface Block {
  number: number;
  hash: Hex32;
  timestamp: number;
}

/** The block under a tag or number. Rejects with a plain sentence when the node does not know it. */
export async function readBlock(request: RpcRequest, at: BlockTag | number): Promise<Block> {
  const name = typeof at === "number" ? `block ${at}` : `the ${at} block`;
  const answer = await request("eth_getBlockByNumber", [typeof at === "number" ? numberToHex(at) : at, false]).catch((error: unknown) => {
    if (at === "finalized" && error instanceof RpcError)
      throw new Error(`this node does not say which blocks are final (${error.message})`);
    throw error;
  });
  if (answer === null) throw new Error(at === "finalized" ? "this node does not say which blocks are final" : `this node has no ${name}`);
  const parsed = block.safeParse(answer);
  if (!parsed.success) throw new Error(`the node's answer about ${name} is not a block`);
  return parsed.data as Block;
}
