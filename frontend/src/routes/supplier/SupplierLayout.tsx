import type { PublicConfig } from "@waybill/protocol/schemas/api/system";
import { Outlet, useLocation } from "@tanstack/react-router";
import { useEffect } from "react";
import { SupplierShell } from "../../app/shells/SupplierShell.tsx";
import { AskedBadge } from "../../features/recalls/AskedBadge.tsx";
import { ScannerProvider } from "../../features/scan/ScannerProvider.tsx";
import { WalletButton } from "../../features/wallet/WalletButton.tsx";
import { WrongNetwork } from "../../features/wallet/WrongNetwork.tsx";
import { useActor } from "../../lib/api/use-actor.ts";
import { AccountLink } from "../../entities/session/AccountLink.tsx";
import { OutboxLink } from "../../entities/OutboxLink.tsx";
import { Sending } from "../../entities/Sending.tsx";
import { useStreamInvalidation } from "../../lib/api/use-stream.ts";
import { installOffline } from "../../lib/offline/install.ts";
import { useOutboxDrain } from "../../lib/outbox/use-outbox.ts";
import { useSigner } from "../../lib/signing/signer.ts";
import { WithWallet } from "./WithWallet.tsx";

/** The supplier's shell. */
export function SupplierLayout() {
  const { pathname } = useLocation();
  useStreamInvalidation();
  useOutboxDrain();
  useEffect(installOffline, []);
  return (
    <WithWallet waiting={(said) => <SupplierShell path={pathname}>{said}</SupplierShell>}>
      {(config) => (
        <ScannerProvider>
          <Page config={config} path={pathname} />
        </ScannerProvider>
      )}
    </WithWallet>
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
