import { reasonFileName, reasonHashOf } from "@waybill/protocol/claims/cancellation-reason";
import { formatGrams } from "@waybill/protocol/measures/grams";
import type { CreditBatch } from "@waybill/protocol/schemas/api/credits";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { CarbonChain } from "@waybill/protocol/typed-data/carbon";
import type { SigningChain } from "@waybill/protocol/typed-data/custody";
import { HashChip } from "../../../entities/HashChip.tsx";
import { SendReview } from "../../../entities/sending/SendReview.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Fact } from "../../../ui/Card.tsx";
import { gramsOf } from "../model/amount.ts";
import { cancelCall } from "../model/calls.ts";
import { afterCancelling, type CancelDraft } from "../model/cancel-draft.ts";
import { Change } from "../parts/Change.tsx";
import { PublishReason, usePublishReason } from "./PublishReason.tsx";

interface CancelReviewProps {
  view: CreditBatch;
  draft: CancelDraft;
  account: Address;
  chain: CarbonChain;
  documentsChain: SigningChain;
  rpcUrl: string;
  onBack: () => void;
  onSent: (hash: string) => void;
}

/** What a cancellation does to each account of the batch; then the reason is published, then the wallet sends. */
export function CancelReview({ view, draft, account, chain, documentsChain, rpcUrl, onBack, onSent }: CancelReviewProps) {
  const t = useText();
  const reason = draft.reason.trim();
  const reasonHash = reasonHashOf(reason);
  const publishing = usePublishReason({ chain: documentsChain, account, text: reason, name: reasonFileName(reasonHash) });
  const grams = gramsOf(draft.amount) ?? 0n;
  const { accounts } = view;
  const { fromBuffer, uncovered, buffer, deficit } = afterCancelling(accounts, grams);
  const words = { grams: formatGrams(grams), year: String(view.vintage), buffer: formatGrams(fromBuffer), deficit: formatGrams(uncovered) };
  return (
    <SendReview
      {...{ rpcUrl, onBack, onSent }}
      {...{ from: account, to: chain.token }}
      call={cancelCall({ batch: view.batch, grams, reasonHash })}
      sentence={<T id="cancel.sentence" values={{ ...words, covered: uncovered === 0n ? "all" : fromBuffer === 0n ? "none" : "some" }} />}
      facts={
        <>
          <Fact name={<T id="cancel.reason" />}>
            <p className="break-words whitespace-pre-line">“{reason}”</p>
            <HashChip hash={reasonHash} kind={t("cancel.reason.hash")} />
          </Fact>
          <Change name={<T id="carbon.account.buffer" />} before={BigInt(accounts.buffer)} after={buffer} />
          <Change name={<T id="carbon.account.deficit" />} before={BigInt(accounts.deficit)} after={deficit} />
          <Fact name={<T id="carbon.account.retired" />}>
            <T id="cancel.retired" values={{ grams: formatGrams(BigInt(accounts.retired)) }} />
          </Fact>
        </>
      }
      before={publishing.isPublished ? undefined : <PublishReason {...{ publishing, onBack }} />}
    />
  );
}
