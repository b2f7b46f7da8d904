import { ChevronDown, Copy, LogOut, Repeat, Wallet } from "lucide-react";
import { T, useText } from "../../lib/i18n/text.tsx";
import { useSigner } from "../../lib/signing/signer.ts";
import { Button } from "../../ui/Button.tsx";
import { Menu } from "../../ui/Menu.tsx";
import { Spinner } from "../../ui/Progress.tsx";

/** Connects, or shows who is connected with what can be done about it. `name` is the organisation behind the account, when known. */
export function WalletButton({ name }: { name: string | null }) {
  const text = useText();
  const { status, account, walletName, openConnectDialog, disconnect } = useSigner();
  if (account === null || status === "disconnected") {
    return (
      <Button look="primary" onClick={openConnectDialog} busy={status === "connecting"} aria-label={text("wallet.connect")}>
        {status === "connecting" ? <Spinner /> : <Wallet aria-hidden />}
        <span className="sm:hidden">
          <T id="wallet.connect.short" />
        </span>
        <span className="max-sm:hidden">
          <T id="wallet.connect" />
        </span>
      </Button>
    );
  }
  const change = () => {
    disconnect();
    openConnectDialog();
  };
  const short = `${account.slice(0, 6)}…${account.slice(-4)}`;
  // The button is named by what it shows, so that who speaks to the computer can say it.
  return (
    <Menu
      trigger={
        <Button
          aria-label={text("wallet.menu", { name: name ?? short, wallet: walletName })}
          className="max-w-24 min-[390px]:max-w-31 max-sm:px-2.5 sm:max-w-72"
        >
          <Wallet aria-hidden className="max-sm:hidden" />
          <span className="min-w-0 truncate">{name ?? <span className="font-mono text-sm">{short}</span>}</span>
          <ChevronDown aria-hidden />
        </Button>
      }
      entries={[
        {
          key: "copy",
          icon: <Copy aria-hidden />,
          label: <T id="wallet.copy" values={{ account: short }} />,
          onSelect: () => void navigator.clipboard.writeText(account),
        },
        { key: "change", icon: <Repeat aria-hidden />, label: <T id="wallet.change" />, onSelect: change },
        { key: "disconnect", icon: <LogOut aria-hidden />, label: <T id="wallet.disconnect" />, onSelect: disconnect },
      ]}
    />
  );
}
