import { decodeEventLog, encodeEventTopics, pad } from "viem/utils";
import { supplyChainAbi as abi } from "../abi/supply-chain.ts";
import type { Address, Hex32 } from "../schemas/primitives.ts";
import { readBlock } from "../verify/rpc/block.ts";
import type { RpcRequest } from "../verify/rpc/json-rpc.ts";
import { searchLogs } from "../verify/rpc/log-search.ts";
import { isCheckpointRoot } from "./checkpoint-mark.ts";

const [ANCHORED] = encodeEventTopics({ abi, eventName: "Anchored" }) as [Hex32];

/** A checkpoint as the chain has it. */
export interface RootOnChain {
  root: Hex32;
  author: Address;
  blockNumber: number;
  blockHash: Hex32;
  /** Seconds since 1970. */
  timestamp: number;
}

/** All checkpoints that an account ever anchored, in the order of the chain. Rejects when the node cannot say. */
export async function readCheckpointRoots(
  request: RpcRequest,
  supplyChain: Address,
  { author, fromBlock }: { author: Address; fromBlock: number },
): Promise<RootOnChain[]> {
  const { number: toBlock } = await readBlock(request, "latest");
  const topics = [ANCHORED, pad(author.toLowerCase() as Address)];
  const logs = await searchLogs(request, { address: supplyChain, topics, fromBlock, toBlock }, () => false);
  const found: RootOnChain[] = [];
  for (const { data, topics: words, blockNumber, blockHash, blockTimestamp } of logs) {
    const { args } = decodeEventLog({ abi, eventName: "Anchored", data: data as Hex32, topics: words as [Hex32, ...Hex32[]] });
    if (!isCheckpointRoot(args.root)) continue;
    const timestamp = blockTimestamp ?? (await readBlock(request, blockNumber)).timestamp;
    found.push({ root: args.root as Hex32, author, blockNumber, blockHash: blockHash as Hex32, timestamp });
  }
  return found;
}
