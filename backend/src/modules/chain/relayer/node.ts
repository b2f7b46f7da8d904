import { numberToHex, type PublicClient } from "viem";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import type { Deployment } from "../../../config/config.ts";
import { broadcastOf, estimateOf, revertDataOf, type Broadcast, type Estimate } from "./node-answers.ts";
import { ofOurChain } from "./our-chain.ts";
import { createRpcBatch, NoAnswerError, resultOf, type RpcCall } from "./rpc-batch.ts";

export interface Receipt {
  hash: Hex32;
  blockNumber: number;
  blockHash: Hex32;
  isSuccess: boolean;
  gasUsed: bigint;
  effectiveGasPrice: bigint;
}

export interface Call {
  from: Address;
  to: Address;
  data: `0x${string}`;
}

export interface Estimates {
  /** In the order of the calls. */
  each: Estimate[];
  /** Where the chain that they are made on ends, and how many nonces of the account it has. */
  headNumber: number;
  minedNonces: number;
}

/** What the chain says of an account, all asked at one moment. Nonces are counts: the next one that each view waits for. */
export interface AccountView {
  headNumber: number;
  minedNonces: number;
  /** With what waits in the node's pool. */
  pendingNonces: number;
  balance: bigint;
  baseFee: bigint;
  priorityFee: bigint;
}

/**
 * All that the relayer asks of a node. Every method rejects when the node cannot answer. Whatever decides over a transaction is asked together
 * with whose chain it is of, and rejects with a ForeignChainError when it is not ours.
 */
export interface RelayNode {
  account(account: Address): Promise<AccountView>;
  /** Null where the chain has no such receipt. */
  receipts(hashes: readonly Hex32[]): Promise<(Receipt | null)[]>;
  /**
   * Whether a nonce is used up for good by something that is none of these transactions. Asked in one request, so that one node answers all
   * of it: a node that lags must not vouch for the absence of what another one has.
   *
   * @param finalBlock Taken for the last final block by chains without the `finalized` tag.
   */
  isSpentElsewhere(account: Address, nonce: number, hashes: readonly Hex32[], finalBlock: number | null): Promise<boolean>;
  /** Whether the node has the transactions, mined or waiting. */
  knows(hashes: readonly Hex32[]): Promise<boolean[]>;
  nonce(account: Address, at: "latest" | "pending" | "finalized"): Promise<number>;
  /** Gas that each call of an account would take on top of what waits, or the revert data when it would fail, or why the node cannot tell. */
  estimates(account: Address, calls: readonly Omit<Call, "from">[]): Promise<Estimates>;
  /** Revert data of a call replayed on the state before a block, or else after it; null when it would succeed, or the state is gone. */
  revertAt(call: Call, blockNumber: number): Promise<`0x${string}` | null>;
  /** Never rejects: where no answer came, the node perhaps has the transactions. */
  send(raws: readonly `0x${string}`[]): Promise<Broadcast[]>;
  balance(account: Address): Promise<bigint>;
}

/** On a development chain the tip may be zero; asking for a little keeps bumps possible. */
const LEAST_PRIORITY_FEE = 1_000_000n;

export function createRelayNode({ transport }: Pick<PublicClient, "transport">, deployment: Deployment): RelayNode {
  const batch = createRpcBatch(String(transport["url"]));
  const ours = ofOurChain(batch, deployment);
  const one = async (method: string, ...params: unknown[]) => resultOf((await batch([{ method, params }]))[0]);
  return {
    async account(account) {
      const [mined, pending, balance, block, tip] = await ours([
        count(account, "latest"),
        count(account, "pending"),
        { method: "eth_getBalance", params: [account, "latest"] },
        { method: "eth_getBlockByNumber", params: ["latest", false] },
        { method: "eth_maxPriorityFeePerGas", params: [] },
      ]);
      const { number, baseFeePerGas = "0x0" } = resultOf(block) as { number: string; baseFeePerGas?: string };
      const priorityFee = tip && "result" in tip ? BigInt(String(tip.result)) : 0n;
      return {
        headNumber: Number(number),
        minedNonces: Number(resultOf(mined)),
        pendingNonces: Number(resultOf(pending)),
        balance: BigInt(String(resultOf(balance))),
        baseFee: BigInt(baseFeePerGas),
        priorityFee: priorityFee > LEAST_PRIORITY_FEE ? priorityFee : LEAST_PRIORITY_FEE,
      };
    },
    async receipts(hashes) {
      const found = (await ours(hashes.map(receipt))).map((answer) => receiptOf(resultOf(answer)));
      // Some nodes answer the receipt of a replacement; that is no answer to this hash.
      return found.map((one, index) => (one?.hash === hashes[index] ? one : null));
    },
    async isSpentElsewhere(account, nonce, hashes, finalBlock) {
      const blocks = ["finalized", ...(finalBlock === null ? [] : [numberToHex(finalBlock)])];
      const answers = await ours([...hashes.map(receipt), ...blocks.map((at) => count(account, at))]);
      if (answers.slice(0, hashes.length).some((answer) => receiptOf(resultOf(answer)) !== null)) return false;
      const final = answers.slice(hashes.length).find((answer) => "result" in answer);
      return final !== undefined && Number(resultOf(final)) > nonce;
    },
    async knows(hashes) {
      const answers = await batch(hashes.map((hash) => ({ method: "eth_getTransactionByHash", params: [hash] })));
      return answers.map((answer) => resultOf(answer) !== null);
    },
    async nonce(account, at) {
      return Number(await one("eth_getTransactionCount", account, at));
    },
    async estimates(account, calls) {
      const answers = await ours([
        ...calls.map((call): RpcCall => ({ method: "eth_estimateGas", params: [{ from: account, ...call }, "pending"] })),
        // Last: what a reorg has taken away until here is not counted.
        count(account, "latest"),
        { method: "eth_blockNumber", params: [] },
      ]);
      const [mined, head] = answers.slice(calls.length);
      return {
        each: answers.slice(0, calls.length).map(estimateOf),
        minedNonces: Number(resultOf(mined)),
        headNumber: Number(resultOf(head)),
      };
    },
    async revertAt(call, blockNumber) {
      const at = (number: number): RpcCall => ({ method: "eth_call", params: [callOf(call), numberToHex(number)] });
      const answers = await ours([at(blockNumber - 1), at(blockNumber)]);
      return answers.map((answer) => ("error" in answer ? revertDataOf(answer.error) : null)).find((data) => data !== null) ?? null;
    },
    async send(raws) {
      try {
        return (await batch(raws.map((raw) => ({ method: "eth_sendRawTransaction", params: [raw] })))).map(broadcastOf);
      } catch (error) {
        if (!(error instanceof NoAnswerError)) throw error;
        return raws.map(() => ({ kind: "perhaps", message: error.message }));
      }
    },
    async balance(account) {
      return BigInt(String(await one("eth_getBalance", account, "latest")));
    },
  };
}

function callOf({ from, to, data }: Call) {
  return { from, to, data };
}

function count(account: Address, at: string): RpcCall {
  return { method: "eth_getTransactionCount", params: [account, at] };
}

function receipt(hash: Hex32): RpcCall {
  return { method: "eth_getTransactionReceipt", params: [hash] };
}

interface RpcReceipt {
  transactionHash: Hex32;
  blockNumber: string;
  blockHash: Hex32 | null;
  status: string;
  gasUsed: string;
  effectiveGasPrice?: string;
}

function receiptOf(result: unknown): Receipt | null {
  const receipt = result as RpcReceipt | null;
  if (!receipt?.blockHash) return null;
  return {
    hash: receipt.transactionHash,
    blockNumber: Number(receipt.blockNumber),
    blockHash: receipt.blockHash,
    isSuccess: receipt.status === "0x1",
    gasUsed: BigInt(receipt.gasUsed),
    effectiveGasPrice: BigInt(receipt.effectiveGasPrice ?? "0x0"),
  };
}
