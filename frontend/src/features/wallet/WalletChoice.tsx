import { Wallet } from "lucide-react";
import type { Connector } from "wagmi";
import { T } from "../../lib/i18n/text.tsx";
import { Spinner } from "../../ui/Progress.tsx";

/** Reverse domain name of the demonstration wallet, which is told apart everywhere it shows. */
const DEMO_RDNS = "example.waybill.demonstration";

/** One wallet of the list: its own icon and name. */
export function WalletChoice({ connector, busy, onChoose }: { connector: Connector; busy: boolean; onChoose: () => void }) {
  return (
    <button
      type="button"
      onClick={onChoose}
      aria-busy={busy || undefined}
      className="flex min-h-16 w-full items-center gap-4 rounded-xl border border-line-strong bg-surface px-4 py-3 text-left hover:bg-sunken"
    >
      {connector.icon === undefined ? (
        <Wallet aria-hidden className="size-9 shrink-0 text-muted" />
      ) : (
        <img src={connector.icon.trim()} alt="" className="size-9 shrink-0 rounded-lg" />
      )}
      <span className="min-w-0 flex-1">
        <span className="block font-medium">{connector.name}</span>
        {connector.id === DEMO_RDNS && (
          <span className="block text-sm text-muted">
            <T id="wallet.connect.demo" />
          </span>
        )}
      </span>
      {busy && <Spinner />}
    </button>
  );
}
