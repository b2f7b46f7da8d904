import { decodeEventLog, encodeEventTopics, numberToHex } from "viem/utils";
import { supplyChainAbi as abi } from "../../abi/supply-chain.ts";
import type { AnchoredLog } from "../chain-reader.ts";
import type { Address, Hex32 } from "../../schemas/primitives.ts";
import { readBlock } from "./block.ts";
import type { RpcRequest } from "./json-rpc.ts";
import { searchLogs, type RpcLog } from "./log-search.ts";

const [ANCHORED] = encodeEventTopics({ abi, eventName: "Anchored" }) as [Hex32];

export interface AnchoredRange {
  fromIndex: number;
  toIndex: number;
  fromBlock: number;
  toBlock: number;
}

/** Anchored logs with fromIndex <= index < toIndex, in order of index, with their block's time. */
export async function readAnchoredLogs(request: RpcRequest, supplyChain: Address, range: AnchoredRange): Promise<AnchoredLog[]> {
  const { fromIndex, toIndex, fromBlock, toBlock } = range;
  const wanted = toIndex - fromIndex;
  // One entry is asked for by its topic, so that the node need not send its neighbours.
  const topics = wanted === 1 ? [ANCHORED, null, numberToHex(fromIndex, { size: 32 })] : [ANCHORED];
  const inRange = (log: RpcLog) => indexOf(log) >= fromIndex && indexOf(log) < toIndex;
  const enough = (found: RpcLog[]) => found.some((log) => indexOf(log) >= toIndex - 1);
  const logs = await searchLogs(request, { address: supplyChain, topics, fromBlock, toBlock }, enough);
  const times = await timesOf(request, logs.filter(inRange));
  return logs
    .filter(inRange)
    .map((log) => decode(log, times.get(log.blockNumber) ?? 0))
    .sort((a, b) => a.index - b.index);
}

function indexOf(log: RpcLog): number {
  return Number(BigInt(log.topics[2] ?? "0x0"));
}

function decode(log: RpcLog, timestamp: number): AnchoredLog {
  const { args } = decodeEventLog({ abi, eventName: "Anchored", data: log.data as Hex32, topics: log.topics as [Hex32, ...Hex32[]] });
  const { blockNumber, blockHash, transactionHash } = log;
  const place = { blockNumber, blockHash: blockHash as Hex32, transactionHash: transactionHash as Hex32 };
  return { index: Number(args.index), root: args.root as Hex32, author: args.author as Address, timestamp, ...place };
}

/** Times of the logs' blocks; one request per block, and none where the node put the time into the log. */
async function timesOf(request: RpcRequest, logs: readonly RpcLog[]): Promise<Map<number, number>> {
  const times = new Map<number, number>();
  for (const { blockNumber, blockTimestamp } of logs) {
    if (!times.has(blockNumber)) times.set(blockNumber, blockTimestamp ?? (await readBlock(request, blockNumber)).timestamp);
  }
  return times;
}
