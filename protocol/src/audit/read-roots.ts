import { decodeEventLog, encodeEventTopics, numberToHex, pad } from "viem/utils";
import { supplyChainAbi as abi } from "../abi/supply-chain.ts";
import type { Address, Hex32 } from "../schemas/primitives.ts";
import { readBlock } from "../verify/rpc/block.ts";
import type { RpcRequest } from "../verify/rpc/json-rpc.ts";
import { searchLogs, type RpcLog } from "../verify/rpc/log-search.ts";

const [ANCHORED] = encodeEventTopics({ abi, eventName: "CheckpointAnchored" }) as [Hex32];

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
  const found: RootOnChain[] = [];
  for (const log of await searchLogs(request, { address: supplyChain, topics, fromBlock, toBlock }, () => false))
    found.push(await rootIn(log, request));
  return found;
}

/** The checkpoint that is an entry of the contract's log; undefined where there is no such entry, or it is no checkpoint. Rejects when the node cannot say. */
export async function findCheckpointRoot(
  request: RpcRequest,
  supplyChain: Address,
  { index, fromBlock }: { index: number; fromBlock: number },
): Promise<RootOnChain | undefined> {
  const { number: toBlock } = await readBlock(request, "latest");
  const topics = [ANCHORED, null, numberToHex(index, { size: 32 })];
  const [log] = await searchLogs(request, { address: supplyChain, topics, fromBlock, toBlock }, (found) => found.length > 0);
  return log === undefined ? undefined : rootIn(log, request);
}

async function rootIn({ data, topics, blockNumber, blockHash, blockTimestamp }: RpcLog, request: RpcRequest): Promise<RootOnChain> {
  const { args } = decodeEventLog({ abi, eventName: "CheckpointAnchored", data: data as Hex32, topics: topics as [Hex32, ...Hex32[]] });
  const timestamp = blockTimestamp ?? (await readBlock(request, blockNumber)).timestamp;
  return { root: args.root as Hex32, author: args.author as Address, blockNumber, blockHash: blockHash as Hex32, timestamp };
}
