import { createWalletClient, defineChain, http, publicActions, type ContractFunctionArgs, type ContractFunctionName } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { supplyChainAbi } from "@waybill/protocol/abi/supply-chain";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";

type WriteName = ContractFunctionName<typeof supplyChainAbi, "nonpayable">;
type ReadName = ContractFunctionName<typeof supplyChainAbi, "view">;

/** A direct line to the contract for tests, past all code under test. */
export interface Caller {
  use(supplyChain: string): void;
  addressOf(key: Hex32): Address;
  /** Sends, and returns the hash once a block holds the transaction: a node that mines at once still answers before it has. */
  write<Name extends WriteName>(
    key: Hex32,
    functionName: Name,
    args: ContractFunctionArgs<typeof supplyChainAbi, "nonpayable", Name>,
  ): Promise<Hex32>;
  read<Name extends ReadName>(functionName: Name, args: ContractFunctionArgs<typeof supplyChainAbi, "view", Name>): Promise<unknown>;
}

export function createCaller(url: string): Caller {
  const chain = defineChain({
    id: 31337,
    name: "test",
    nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
    rpcUrls: { default: { http: [url] } },
  });
  const client = createWalletClient({ chain, transport: http(url) }).extend(publicActions);
  let address: Address | undefined;
  const contract = (): Address => {
    if (!address) throw new Error("no contract is deployed yet");
    return address;
  };
  return {
    use(supplyChain) {
      address = supplyChain as Address;
    },
    addressOf: (key) => privateKeyToAccount(key).address as Address,
    async write(key, functionName, args) {
      const request = { abi: supplyChainAbi, address: contract(), functionName, args, account: privateKeyToAccount(key), gas: 500_000n };
      const hash = await client.writeContract(request as never);
      await client.waitForTransactionReceipt({ hash, pollingInterval: 10 });
      return hash as Hex32;
    },
    read: (functionName, args) => client.readContract({ abi: supplyChainAbi, address: contract(), functionName, args } as never),
  };
}
