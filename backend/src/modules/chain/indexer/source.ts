import { getAddress, hexToNumber, numberToHex, type PublicClient } from "viem";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import type { Deployment } from "../../../config/config.ts";
import { createDeploymentCheck, type IsOurChain } from "../deployment-check.ts";
import type { BlockRef, Header, RawLog, Tips } from "./blocks.ts";

/** All that the indexer asks of a node. Every method rejects when the node cannot answer. */
export interface ChainSource {
  head(): Promise<Header>;
  /** The head, and what the node holds for safe and final. */
  tips(): Promise<Tips>;
  /** Null when the node's chain does not reach that far. */
  header(number: number): Promise<Header | null>;
  /** Logs of our contract in a range that will not change, in order. */
  logsBetween(from: number, to: number): Promise<RawLog[]>;
  /** Logs of our contract in one block, asked by hash: a node that does not have the block answers an error rather than nothing. */
  logsOf(block: BlockRef): Promise<RawLog[]>;
  /** Asked before anything is undone. */
  isOurChain: IsOurChain;
}

export interface SourceOptions {
  client: PublicClient;
  deployment: Deployment;
  /** Depth below the head that counts as final on chains without `finalized`. */
  finalityDepth?: number;
}

/** Ethereum's own finality takes about this many blocks. */
const DEFAULT_FINALITY_DEPTH = 64;

interface RpcBlock {
  number: `0x${string}` | null;
  hash: `0x${string}` | null;
  parentHash: `0x${string}`;
  timestamp: `0x${string}`;
}

export function createSource({ client, deployment, finalityDepth = DEFAULT_FINALITY_DEPTH }: SourceOptions): ChainSource {
  const { supplyChain } = deployment;
  const blockBy = async (tag: `0x${string}` | "latest" | "safe" | "finalized"): Promise<Header | null> =>
    headerOf((await client.request({ method: "eth_getBlockByNumber", params: [tag, false] }, { retryCount: 0 })) as RpcBlock | null);

  const getHead = async (): Promise<Header> => {
    const head = await blockBy("latest");
    if (!head) throw new Error("the node has no latest block");
    return head;
  };
  const header = (number: number) => blockBy(numberToHex(number));

  /** Nodes without the tag answer an error, nothing, or the genesis block. */
  const tagged = async (tag: "safe" | "finalized", head: Header): Promise<Header | null> => {
    const answer = await blockBy(tag).catch(() => null);
    return answer ?? (head.number >= finalityDepth ? header(head.number - finalityDepth) : null);
  };

  return {
    header,
    isOurChain: createDeploymentCheck(client, deployment),
    head: getHead,
    async tips() {
      const head = await getHead();
      const [safe, final] = await Promise.all([tagged("safe", head), tagged("finalized", head)]);
      return { head, safe, final };
    },
    async logsBetween(from, to) {
      const filter = { address: supplyChain, fromBlock: numberToHex(from), toBlock: numberToHex(to) };
      const logs = rawLogs(await client.request({ method: "eth_getLogs", params: [filter] }, { retryCount: 0 }));
      const stray = logs.find((log) => log.blockNumber < from || log.blockNumber > to);
      if (stray) throw new Error(`the node answered a log of block ${stray.blockNumber} for the range ${from} to ${to}`);
      return logs;
    },
    async logsOf(block) {
      const filter = { address: supplyChain, blockHash: block.hash };
      const logs = rawLogs(await client.request({ method: "eth_getLogs", params: [filter] }, { retryCount: 0 }));
      if (logs.some((log) => log.blockHash !== block.hash)) throw new Error(`the node answered logs of other blocks than ${block.hash}`);
      return logs.map((log) => ({ ...log, blockTimestamp: block.timestamp }));
    },
  };
}

function headerOf(block: RpcBlock | null): Header | null {
  if (!block?.hash || !block.number) return null;
  return {
    number: hexToNumber(block.number),
    hash: block.hash as Hex32,
    parentHash: block.parentHash as Hex32,
    timestamp: hexToNumber(block.timestamp),
  };
}

interface RpcLog {
  address: `0x${string}`;
  blockHash: `0x${string}` | null;
  blockNumber: `0x${string}` | null;
  blockTimestamp?: `0x${string}`;
  transactionHash: `0x${string}` | null;
  logIndex: `0x${string}` | null;
  topics: readonly `0x${string}`[];
  data: `0x${string}`;
  removed?: boolean;
}

/** Mined logs once each, in chain order; entries marked as removed are no statement about the present chain. */
function rawLogs(answer: readonly RpcLog[]): RawLog[] {
  const byPlace = new Map<string, RawLog>();
  for (const log of answer) {
    if (log.removed || !log.blockHash || !log.blockNumber || !log.transactionHash || !log.logIndex) continue;
    const raw: RawLog = {
      blockNumber: hexToNumber(log.blockNumber),
      blockHash: log.blockHash as Hex32,
      // A node that does not know leaves it out or answers zero.
      blockTimestamp: log.blockTimestamp && hexToNumber(log.blockTimestamp) > 0 ? hexToNumber(log.blockTimestamp) : null,
      transactionHash: log.transactionHash as Hex32,
      logIndex: hexToNumber(log.logIndex),
      address: getAddress(log.address) as Address,
      topics: log.topics as readonly Hex32[],
      data: log.data,
    };
    byPlace.set(`${raw.blockHash}:${raw.logIndex}`, raw);
  }
  return [...byPlace.values()].sort((a, b) => a.blockNumber - b.blockNumber || a.logIndex - b.logIndex);
}
