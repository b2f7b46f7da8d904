import type { PublicConfig } from "@waybill/protocol/schemas/api/system";
import { defineChain } from "viem";
import { shelf } from "../../lib/storage.ts";
import { createConfig, createStorage, http } from "wagmi";

/** wagmi for the one chain that this installation anchors to. Wallets announce themselves (EIP-6963); no vendor's list is asked. */
export function createWalletConfig({ chain: { id, name, rpcUrl, explorerUrl } }: PublicConfig) {
  // Wallets want an absolute address when they add a chain.
  const url = new URL(rpcUrl, window.location.href).href;
  const chain = defineChain({
    id,
    name,
    nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
    rpcUrls: { default: { http: [url] } },
    ...(explorerUrl === null ? {} : { blockExplorers: { default: { name: "Explorer", url: explorerUrl } } }),
  });
  return createConfig({
    chains: [chain],
    transports: { [id]: http(url) },
    storage: createStorage({ storage: shelf, key: "waybill.wallet" }),
  });
}

export type WalletConfig = ReturnType<typeof createWalletConfig>;
