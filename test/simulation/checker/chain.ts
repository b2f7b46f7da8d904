import { JsonRpcProvider, type Interface } from "ethers";
import { CONTRACT, TOKEN } from "./abi.ts";
import { eventOf, type ContractEvent } from "./events.ts";

/** Whose logs are read. */
export interface Contracts {
  contract: string;
  token: string;
}

export interface ChainLog {
  blockNumber: number;
  blockHash: string;
  logIndex: number;
  transactionHash: string;
  address: string;
  topics: readonly string[];
  data: string;
  timestamp: number;
  /** Undefined for an event that the contract's list does not have. */
  event: ContractEvent | undefined;
}

/** The chain as it is at the end, from the node itself. */
export interface FinalChain {
  head: { number: number; hash: string };
  logs: readonly ChainLog[];
  /** Hash of each block that anybody asked for. */
  hashOf(number: number): Promise<string | undefined>;
  /** Block of a mined transaction and whether it succeeded; undefined when it is not on the chain. */
  receiptOf(hash: string): Promise<{ blockNumber: number; blockHash: string; isSuccess: boolean } | undefined>;
  /** Result of a view of the contract at the head. */
  view(name: string, values: readonly unknown[]): Promise<unknown>;
  /** The same of the token. */
  tokenView(name: string, values: readonly unknown[]): Promise<unknown>;
  close(): void;
}

export async function readChain(url: string, { contract, token }: Contracts, fromBlock: number): Promise<FinalChain> {
  const provider = new JsonRpcProvider(url, undefined, { staticNetwork: true, cacheTimeout: -1, batchMaxCount: 50 });
  const head = (await provider.send("eth_getBlockByNumber", ["latest", false])) as { number: string; hash: string };
  const raw = (await provider.send("eth_getLogs", [
    { address: [contract, token], fromBlock: `0x${fromBlock.toString(16)}`, toBlock: head.number },
  ])) as RawLog[];
  const call = async (to: string, abi: Interface, name: string, values: readonly unknown[]): Promise<unknown> => {
    const data = abi.encodeFunctionData(name, values);
    const answer = (await provider.send("eth_call", [{ to, data }, head.number])) as string;
    return abi.decodeFunctionResult(name, answer)[0] as unknown;
  };
  return {
    head: { number: Number(head.number), hash: head.hash },
    logs: raw.map(logOf),
    hashOf: async (number) =>
      ((await provider.send("eth_getBlockByNumber", [`0x${number.toString(16)}`, false])) as { hash: string } | null)?.hash,
    async receiptOf(hash) {
      const receipt = (await provider.send("eth_getTransactionReceipt", [hash])) as Record<string, string> | null;
      if (!receipt) return undefined;
      return { blockNumber: Number(receipt["blockNumber"]), blockHash: receipt["blockHash"] ?? "", isSuccess: receipt["status"] === "0x1" };
    },
    view: (name, values) => call(contract, CONTRACT, name, values),
    tokenView: (name, values) => call(token, TOKEN, name, values),
    close: () => provider.destroy(),
  };
}

interface RawLog {
  blockNumber: string;
  blockHash: string;
  blockTimestamp: string;
  logIndex: string;
  transactionHash: string;
  address: string;
  topics: string[];
  data: string;
}

function logOf(log: RawLog): ChainLog {
  return {
    ...log,
    blockNumber: Number(log.blockNumber),
    logIndex: Number(log.logIndex),
    timestamp: Number(log.blockTimestamp),
    event: eventOf(log),
  };
}
