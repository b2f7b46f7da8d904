import { standingGrams } from "@waybill/protocol/measures/reversal";
import { creditBatchWithHolders, type CreditBatch } from "@waybill/protocol/schemas/api/credits";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { CarbonChain } from "@waybill/protocol/typed-data/carbon";
import type { SigningChain } from "@waybill/protocol/typed-data/custody";
import { useState } from "react";
import { Fetched, PageTitle } from "../../../entities/Fetched.tsx";
import { LoadFailure } from "../../../entities/LoadFailure.tsx";
import { keys } from "../../../lib/api/query-keys.ts";
import { useRights } from "../../../lib/api/use-rights.ts";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Callout } from "../../../ui/Callout.tsx";
import { Skeleton } from "../../../ui/Progress.tsx";
import { NO_AMOUNT } from "../model/amount.ts";
import { cancelProblems, type CancelDraft } from "../model/cancel-draft.ts";
import { CancelForm } from "./CancelForm.tsx";
import { CancelReview } from "./CancelReview.tsx";
import { ChooseBatch } from "./ChooseBatch.tsx";

interface CancelPageProps {
  account: Address | null;
  chain: CarbonChain;
  /** For which the consent to publish the reason is. */
  documentsChain: SigningChain;
  rpcUrl: string;
  /** "" while none is chosen. */
  batch: string;
  onConnect: () => void;
  onSent: (hash: string) => void;
}

/** Call a part of a saving off, by a transaction of an issuer's own wallet, with a reason that everybody can read. */
export function CancelPage(props: CancelPageProps) {
  const { account, batch, onConnect } = props;
  const t = useText();
  const rights = useRights(account);
  return (
    <div className="mx-auto max-w-2xl">
      <PageTitle
        eyebrow={
          <a className="link" href="/supplier/grams">
            {t("grams.title")}
          </a>
        }
        title={t("cancel.title")}
      >
        <T id="cancel.intro" />
      </PageTitle>
      {account === null && (
        <Button look="primary" size="large" onClick={onConnect}>
          <T id="wallet.connect" />
        </Button>
      )}
      {account !== null && rights.isPending && <Skeleton lines={4} label={t("app.loading")} />}
      {rights.isError && <LoadFailure error={rights.error} onRetry={() => void rights.refetch()} />}
      {rights.data?.mayCancel === false && (
        <Callout tone="neutral" title={<T id="cancel.no-right" />}>
          <T id="cancel.no-right.text" />
        </Callout>
      )}
      {account !== null && rights.data?.mayCancel === true && batch === "" && <ChooseBatch />}
      {account !== null && rights.data?.mayCancel === true && batch !== "" && (
        <Fetched
          queryKey={keys.batch(batch)}
          path={`/api/carbon/batches/${batch}`}
          schema={creditBatchWithHolders}
          missing={<T id="carbon.batch.missing" />}
        >
          {(view) => <Steps key={`${account} ${batch}`} {...{ ...props, account, view }} />}
        </Fetched>
      )}
    </div>
  );
}

function Steps({ view, account, chain, documentsChain, rpcUrl, onSent }: CancelPageProps & { view: CreditBatch; account: Address }) {
  const [draft, setDraft] = useState<CancelDraft>({ amount: NO_AMOUNT, reason: "" });
  const [step, setStep] = useState<"new" | "tried" | "review">("new");
  const standing = standingGrams(view.accounts);
  const problems = cancelProblems(draft, standing);
  if (standing === 0n) return <Callout tone="neutral" title={<T id="cancel.nothing" />} />;
  if (step === "review")
    return <CancelReview {...{ view, draft, account, chain, documentsChain, rpcUrl, onSent }} onBack={() => setStep("tried")} />;
  return (
    <CancelForm
      {...{ view, draft, standing }}
      problems={step === "tried" ? problems : {}}
      onChange={(part) => setDraft((before) => ({ ...before, ...part }))}
      onReview={() => {
        setStep(Object.keys(problems).length === 0 ? "review" : "tried");
        if (Object.keys(problems).length === 0) window.scrollTo(0, 0);
      }}
    />
  );
}
