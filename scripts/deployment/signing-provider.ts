import type { EIP1193Provider } from "@nomicfoundation/ignition-core";
import type { JsonRpcProvider, TransactionRequest, Wallet } from "ethers";

/**
 * A provider that signs for one key and passes everything else to the node. Ignition asks for nothing but transactions; it sets fees
 * and nonce itself.
 */
export function signingProvider(node: JsonRpcProvider, wallet: Wallet): EIP1193Provider {
  return {
    async request({ method, params = [] }) {
      if (method === "eth_accounts") return [wallet.address];
      if (method !== "eth_sendTransaction") return node.send(method, params as unknown[]);
      const [{ gas, ...rest }] = params as [TransactionRequest & { gas?: string }];
      const request: TransactionRequest = { ...rest, gasLimit: gas, from: wallet.address };
      const signed = await wallet.signTransaction(await wallet.populateTransaction(request));
      return node.send("eth_sendRawTransaction", [signed]);
    },
  };
}
