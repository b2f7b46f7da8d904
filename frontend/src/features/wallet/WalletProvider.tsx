import type { PublicConfig } from "@waybill/protocol/schemas/api/system";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { useMemo, useState, type ReactNode } from "react";
import { useConnection, useDisconnect, WagmiProvider } from "wagmi";
import { SignerContext, type Signer, type SignerStatus } from "../../lib/signing/signer.ts";
import { ConnectDialog } from "./ConnectDialog.tsx";
import { createWalletConfig } from "./create-wallet-config.ts";
import { useSigning } from "./use-signing.ts";
import { useLateReconnect } from "./use-late-reconnect.ts";
import { useNetworkSwitch } from "./use-network-switch.ts";

/** The wallet for everything below it. Loaded with the supplier's screens only. */
export function WalletProvider({ config, children }: { config: PublicConfig; children: ReactNode }) {
  const wallet = useMemo(() => createWalletConfig(config), [config]);
  return (
    <WagmiProvider config={wallet} reconnectOnMount>
      <SignerProvider config={config}>{children}</SignerProvider>
    </WagmiProvider>
  );
}

function SignerProvider({ config, children }: { config: PublicConfig; children: ReactNode }) {
  useLateReconnect();
  const { address, chainId, connector, status } = useConnection();
  const [connecting, setConnecting] = useState(false);
  const walletName = connector?.name ?? null;
  const signing = useSigning({ account: address, walletName: walletName ?? "" });
  const network = useNetworkSwitch(config.chain.id);
  const { mutate: disconnect } = useDisconnect();
  const signer = useMemo<Signer>(
    () => ({
      status: statusOf(status, chainId === config.chain.id),
      account: (address as Address | undefined) ?? null,
      walletName,
      ...signing,
      openConnectDialog: () => setConnecting(true),
      disconnect: () => disconnect({}),
      ...network,
    }),
    [status, chainId, config.chain.id, address, walletName, signing, network, disconnect],
  );
  return (
    <SignerContext value={signer}>
      {children}
      <ConnectDialog open={connecting} onOpenChange={setConnecting} demo={config.demo} />
    </SignerContext>
  );
}

function statusOf(status: ReturnType<typeof useConnection>["status"], rightChain: boolean): SignerStatus {
  if (status === "disconnected") return "disconnected";
  if (status !== "connected") return "connecting";
  return rightChain ? "ready" : "wrong-network";
}
