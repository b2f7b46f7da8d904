import { T } from "../../lib/i18n/text.tsx";

/** What a wallet is, how to come by one, and what to do until then. */
export function NoWalletHelp({ demo }: { demo: boolean }) {
  return (
    <div className="space-y-4" data-testid="no-wallet">
      <p className="font-semibold">
        <T id="wallet.none.title" />
      </p>
      <p>
        <T id="wallet.none.what" />
      </p>
      <ol className="list-decimal space-y-1.5 pl-5">
        <li>
          <T id="wallet.none.step1" />
        </li>
        <li>
          <T id="wallet.none.step2" />
        </li>
        <li>
          <T id="wallet.none.step3" />
        </li>
      </ol>
      {demo && (
        <p className="text-muted">
          <T id="wallet.none.demo" />
        </p>
      )}
    </div>
  );
}
