import { hexToBigInt, hexToNumber, numberToHex, type PublicClient } from "viem";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { revertDataOf, rpcErrorOf } from "./rpc-errors.ts";

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

/** What a node says to a transaction: on its way, refused with a reason that may mend, or that the nonce is taken. */
export type Broadcast = { kind: "accepted" } | { kind: "nonce-used" } | { kind: "refused"; message: string };

/** All that the relayer asks of a node. Every method rejects when the node cannot answer. */
export interface RelayNode {
  /** Null when the chain has no such receipt. */
  receipt(hash: Hex32): Promise<Receipt | null>;
  /** Whether the node has the transaction, mined or waiting. */
  hasTransaction(hash: Hex32): Promise<boolean>;
  nonce(account: Address, at: "latest" | "pending" | "finalized"): Promise<number>;
  fees(): Promise<{ baseFee: bigint; priorityFee: bigint }>;
  /** Gas that a call would take, or the revert data when it would fail. */
  estimate(call: Call): Promise<{ gas: bigint } | { revert: `0x${string}` }>;
  /** Revert data of a call replayed on the state before a block; null when it would succeed there. */
  revertAt(call: Call, blockNumber: number): Promise<`0x${string}` | null>;
  send(raw: `0x${string}`): Promise<Broadcast>;
  balance(account: Address): Promise<bigint>;
}

/** On a development chain the tip may be zero; asking for a little keeps bumps possible. */
const LEAST_PRIORITY_FEE = 1_000_000n;

export function createRelayNode(client: PublicClient): RelayNode {
  const call = ({ from, to, data }: Call) => ({ from, to, data });
  return {
    async receipt(hash) {
      const receipt = await client.request({ method: "eth_getTransactionReceipt", params: [hash] }, { retryCount: 0 });
      if (!receipt?.blockHash) return null;
      return {
        hash,
        blockNumber: hexToNumber(receipt.blockNumber),
        blockHash: receipt.blockHash as Hex32,
        isSuccess: receipt.status === "0x1",
        gasUsed: hexToBigInt(receipt.gasUsed),
        effectiveGasPrice: hexToBigInt(receipt.effectiveGasPrice),
      };
    },
    async hasTransaction(hash) {
      return (await client.request({ method: "eth_getTransactionByHash", params: [hash] }, { retryCount: 0 })) !== null;
    },
    async nonce(account, at) {
      return hexToNumber(await client.request({ method: "eth_getTransactionCount", params: [account, at] }, { retryCount: 0 }));
    },
    async fees() {
      const block = await client.request({ method: "eth_getBlockByNumber", params: ["latest", false] }, { retryCount: 0 });
      const tip = await client.request({ method: "eth_maxPriorityFeePerGas" }, { retryCount: 0 }).catch(() => "0x0" as const);
      const priorityFee = hexToBigInt(tip);
      return {
        baseFee: hexToBigInt(block?.baseFeePerGas ?? "0x0"),
        priorityFee: priorityFee > LEAST_PRIORITY_FEE ? priorityFee : LEAST_PRIORITY_FEE,
      };
    },
    async estimate(request) {
      try {
        return {
          gas: hexToBigInt(await client.request({ method: "eth_estimateGas", params: [call(request), "pending"] }, { retryCount: 0 })),
        };
      } catch (error) {
        const revert = revertDataOf(error);
        if (revert === null) throw error;
        return { revert };
      }
    },
    async revertAt(request, blockNumber) {
      try {
        await client.request({ method: "eth_call", params: [call(request), numberToHex(blockNumber - 1)] }, { retryCount: 0 });
        return null;
      } catch (error) {
        const revert = revertDataOf(error);
        if (revert === null) throw error;
        return revert;
      }
    },
    async send(raw) {
      try {
        await client.request({ method: "eth_sendRawTransaction", params: [raw] }, { retryCount: 0 });
        return { kind: "accepted" };
      } catch (error) {
        return broadcastOf(error);
      }
    },
    async balance(account) {
      return hexToBigInt(await client.request({ method: "eth_getBalance", params: [account, "latest"] }, { retryCount: 0 }));
    },
  };
}

/** Nodes have no codes for these, only words (geth's, which the others follow). */
function broadcastOf(error: unknown): Broadcast {
  const answer = rpcErrorOf(error);
  if (answer === null) throw error;
  if (/already known|already imported|known transaction/i.test(answer.message)) return { kind: "accepted" };
  if (/nonce too low|nonce is too low|nonce has already been used/i.test(answer.message)) return { kind: "nonce-used" };
  return { kind: "refused", message: answer.message };
}
