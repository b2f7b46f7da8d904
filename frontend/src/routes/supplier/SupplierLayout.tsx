import type { PublicConfig } from "@waybill/protocol/schemas/api/system";
import { Outlet, useLocation } from "@tanstack/react-router";
import { useEffect } from "react";
import { SupplierShell } from "../../app/shells/SupplierShell.tsx";
import { DemoWallet } from "../../features/demo-wallet/DemoWallet.tsx";
import { AskedBadge } from "../../features/recalls/AskedBadge.tsx";
import { ScannerProvider } from "../../features/scan/ScannerProvider.tsx";
import { WalletButton } from "../../features/wallet/WalletButton.tsx";
import { WalletProvider } from "../../features/wallet/WalletProvider.tsx";
import { WrongNetwork } from "../../features/wallet/WrongNetwork.tsx";
import { useActor } from "../../lib/api/use-actor.ts";
import { AccountLink } from "../../entities/session/AccountLink.tsx";
import { OutboxLink } from "../../entities/OutboxLink.tsx";
import { Sending } from "../../entities/Sending.tsx";
import { useConfig } from "../../lib/api/use-config.ts";
import { useStreamInvalidation } from "../../lib/api/use-stream.ts";
import { T, useText } from "../../lib/i18n/text.tsx";
import { installOffline } from "../../lib/offline/install.ts";
import { useOutboxDrain } from "../../lib/outbox/use-outbox.ts";
import { useSigner } from "../../lib/signing/signer.ts";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Skeleton } from "../../ui/Progress.tsx";

/** The supplier's shell: the only place that loads wallet code. */
export function SupplierLayout() {
  const text = useText();
  const { pathname } = useLocation();
  const { data: config, error, refetch } = useConfig();
  useStreamInvalidation();
  useOutboxDrain();
  useEffect(installOffline, []);
  if (config === undefined) {
    return (
      <SupplierShell path={pathname}>
        {error === null ? (
          <Skeleton label={text("app.loading")} />
        ) : (
          <Callout tone="unknown" live title={<T id="error.down.title" />}>
            <Button onClick={() => void refetch()}>
              <T id="error.retry" />
            </Button>
          </Callout>
        )}
      </SupplierShell>
    );
  }
  return (
    <WalletProvider config={config}>
      {config.demo && <DemoWallet config={config} />}
      <ScannerProvider>
        <Page config={config} path={pathname} />
      </ScannerProvider>
    </WalletProvider>
  );
}

function Page({ config, path }: { config: PublicConfig; path: string }) {
  const { account } = useSigner();
  const actor = useActor(account).data;
  const isOutbox = path.startsWith("/supplier/outbox");
  return (
    <SupplierShell
      path={path}
      asked={<AskedBadge account={account} />}
      actions={
        <>
          <OutboxLink isCurrent={isOutbox} />
          <AccountLink isCurrent={path.startsWith("/account")} />
          <WalletButton name={actor?.party.name ?? null} />
        </>
      }
    >
      <div className="space-y-6 [&:not(:empty)]:mb-8">
        <Sending isOutbox={isOutbox} />
        <WrongNetwork chainName={config.chain.name} />
      </div>
      <Outlet />
    </SupplierShell>
  );
}
