import { PageTitle } from "../../../entities/Fetched.tsx";
import { SentTransaction } from "../../../entities/sending/SentTransaction.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";

/** What a wallet can send about grams. */
export type SentKind = "transfer" | "cancel" | "surrender";

/** A transaction about grams that a wallet sent, as the node tells of it. */
export function TransactionPage({ kind, hash, rpcUrl }: { kind: SentKind; hash: string; rpcUrl: string }) {
  const t = useText();
  return (
    <div className="mx-auto max-w-2xl">
      <PageTitle
        eyebrow={
          <a className="link" href="/supplier/grams">
            {t("grams.title")}
          </a>
        }
        title={t(`sent.${kind}`)}
      />
      <SentTransaction hash={hash} rpcUrl={rpcUrl} refused={<T id={`sent.refused.${kind}`} />} />
    </div>
  );
}
