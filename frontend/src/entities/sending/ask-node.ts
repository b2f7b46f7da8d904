import { quantity, readBlock } from "@waybill/protocol/verify/rpc/block";
import type { RpcRequest } from "@waybill/protocol/verify/rpc/json-rpc";
import { z } from "zod";

const amount = z.string().regex(/^0x[0-9a-f]+$/i);

/** What a transaction would cost, by the node. */
export interface Fee {
  feeWei: bigint;
  balanceWei: bigint;
}

/**
 * Has the node go through a transaction without sending it.
 *
 * @throws {Error} with the node's words where the contract would refuse it
 */
export async function estimateFee(request: RpcRequest, call: { from: string; to: string; data: string }): Promise<Fee> {
  const [gas, price, balance] = await Promise.all([
    request("eth_estimateGas", [call]),
    request("eth_gasPrice", []),
    request("eth_getBalance", [call.from, "latest"]),
  ]);
  return { feeWei: BigInt(amount.parse(gas)) * BigInt(amount.parse(price)), balanceWei: BigInt(amount.parse(balance)) };
}

export type TransactionState = { state: "pending" } | { state: "refused" | "included" | "final"; blockNumber: number };

const receipt = z.object({ status: quantity, blockNumber: quantity }).nullable();

/** What became of a transaction. A node that does not know it yet, and one that forgot it, say the same: pending. */
export async function readTransaction(request: RpcRequest, hash: string): Promise<TransactionState> {
  const read = receipt.parse(await request("eth_getTransactionReceipt", [hash]));
  if (read === null) return { state: "pending" };
  const { blockNumber, status } = read;
  if (status !== 1) return { state: "refused", blockNumber };
  const { number } = await readBlock(request, "finalized");
  return { state: number >= blockNumber ? "final" : "included", blockNumber };
}
