import type { Me } from "@waybill/protocol/schemas/api/identity";
import type { PublicConfig } from "@waybill/protocol/schemas/api/system";
import { Outlet, useLocation } from "@tanstack/react-router";
import { ConsoleShell } from "../../app/shells/ConsoleShell.tsx";
import { ConsoleContext } from "../../entities/console/console.ts";
import { pagesFor } from "../../entities/console/pages.ts";
import { AccountLink } from "../../entities/session/AccountLink.tsx";
import { Allowed } from "../../entities/session/Allowed.tsx";
import { SignedIn } from "../../entities/session/SignedIn.tsx";
import { Heading } from "../../entities/Heading.tsx";
import { Palette } from "../../features/console/Palette.tsx";
import { WalletButton } from "../../features/wallet/WalletButton.tsx";
import { WrongNetwork } from "../../features/wallet/WrongNetwork.tsx";
import { useStreamInvalidation } from "../../lib/api/use-stream.ts";
import { T } from "../../lib/i18n/text.tsx";
import { WithWallet } from "../supplier/WithWallet.tsx";

/** The console: signed in, with a role in the installation, and a wallet at hand. */
export function ConsoleLayout() {
  const { pathname: path } = useLocation();
  useStreamInvalidation();
  return (
    <WithWallet
      waiting={(said) => (
        <ConsoleShell path={path} groups={[]}>
          {said}
        </ConsoleShell>
      )}
    >
      {(config) => (
        <SignedIn
          chainId={config.chain.id}
          why={<T id="console.why" />}
          around={(said) => (
            <ConsoleShell path={path} groups={[]} actions={<WalletButton name={null} />}>
              <Heading className="mb-8 text-4xl" id="console.title" />
              {said}
            </ConsoleShell>
          )}
        >
          {(me) => <Page config={config} me={me} path={path} />}
        </SignedIn>
      )}
    </WithWallet>
  );
}

function Page({ config, me, path }: { config: PublicConfig; me: Me; path: string }) {
  const groups = pagesFor(me);
  return (
    <ConsoleContext value={{ me, config, chainId: config.chain.id }}>
      <ConsoleShell
        path={path}
        groups={groups}
        actions={
          <>
            {groups.length > 0 && <Palette />}
            <AccountLink isCurrent={false} />
            <WalletButton name={me.organisation?.name ?? null} />
          </>
        }
      >
        <div className="[&:not(:empty)]:mb-8">
          <WrongNetwork chainName={config.chain.name} />
        </div>
        {groups.length > 0 ? (
          <Outlet />
        ) : (
          <>
            <Heading className="mb-8 text-4xl" id="console.title" />
            <Allowed me={me} act="installation:listRoles">
              {null}
            </Allowed>
          </>
        )}
      </ConsoleShell>
    </ConsoleContext>
  );
}
