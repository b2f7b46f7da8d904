import type { Hex, PrivateKeyAccount } from "viem";
import { hexToBigInt } from "viem/utils";

/** A transaction as a page asks a wallet for it. */
export interface TransactionToSend {
  from: string;
  to: Hex;
  data?: Hex;
  value?: Hex;
}

type Ask = (request: { method: string; params: readonly unknown[] }) => Promise<unknown>;

/** Signs a transaction with nonce, gas and price as the node has them, and gives it to the node. Answers its hash. */
export async function sendTransaction(
  ask: Ask,
  { account, chainId, transaction: { to, data, value } }: { account: PrivateKeyAccount; chainId: number; transaction: TransactionToSend },
): Promise<Hex> {
  const call = { from: account.address, to, data, value };
  const [nonce, gas, price] = (await Promise.all([
    ask({ method: "eth_getTransactionCount", params: [account.address, "pending"] }),
    ask({ method: "eth_estimateGas", params: [call] }),
    ask({ method: "eth_gasPrice", params: [] }),
  ])) as [Hex, Hex, Hex];
  // The base fee may double within some blocks; what is not needed is not paid.
  const maxFeePerGas = 2n * hexToBigInt(price);
  const raw = await account.signTransaction({
    ...{ type: "eip1559", chainId, to, data, value: value === undefined ? 0n : hexToBigInt(value), nonce: Number(nonce) },
    ...{ gas: hexToBigInt(gas), maxFeePerGas, maxPriorityFeePerGas: 0n },
  });
  return (await ask({ method: "eth_sendRawTransaction", params: [raw] })) as Hex;
}
