import type { PublicConfig } from "@waybill/protocol/schemas/api/system";
import type { ReactNode } from "react";
import { DemoWallet } from "../../features/demo-wallet/DemoWallet.tsx";
import { WalletProvider } from "../../features/wallet/WalletProvider.tsx";
import { useConfig } from "../../lib/api/use-config.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Skeleton } from "../../ui/Progress.tsx";

interface WithWalletProps {
  /** The shell around what is said until the configuration is there. */
  waiting: (said: ReactNode) => ReactNode;
  children: (config: PublicConfig) => ReactNode;
}

/** Pages that need to know the chain, and a wallet for it. Wallet code is loaded here and nowhere else. */
export function WithWallet({ waiting, children }: WithWalletProps) {
  const text = useText();
  const { data: config, error, refetch } = useConfig();
  if (config === undefined) {
    return waiting(
      error === null ? (
        <Skeleton label={text("app.loading")} />
      ) : (
        <Callout tone="unknown" live title={<T id="error.down.title" />}>
          <Button onClick={() => void refetch()}>
            <T id="error.retry" />
          </Button>
        </Callout>
      ),
    );
  }
  return (
    <WalletProvider config={config}>
      {config.demo && <DemoWallet config={config} />}
      {children(config)}
    </WalletProvider>
  );
}
