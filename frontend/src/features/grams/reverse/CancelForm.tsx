import { MAX_REASON_CHARACTERS } from "@waybill/protocol/claims/cancellation-reason";
import { formatGrams } from "@waybill/protocol/measures/grams";
import type { CreditBatch } from "@waybill/protocol/schemas/api/credits";
import { BatchChip } from "../../../entities/credits/BatchChip.tsx";
import { PartyChip } from "../../../entities/PartyChip.tsx";
import { T } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Fact, Facts } from "../../../ui/Card.tsx";
import { Field, Textarea } from "../../../ui/Field.tsx";
import type { CancelDraft, CancelProblems } from "../model/cancel-draft.ts";
import { AmountField } from "../parts/AmountField.tsx";

interface CancelFormProps {
  view: CreditBatch;
  draft: CancelDraft;
  /** Grams that nobody has called off yet. */
  standing: bigint;
  problems: CancelProblems;
  onChange: (part: Partial<CancelDraft>) => void;
  onReview: () => void;
}

/** How much of which saving, and why. */
export function CancelForm({ view, draft, standing, problems, onChange, onReview }: CancelFormProps) {
  return (
    <form
      noValidate
      className="space-y-6"
      onSubmit={(event) => {
        event.preventDefault();
        onReview();
      }}
    >
      <Facts>
        <Fact name={<T id="carbon.batch" />}>
          <span className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <BatchChip batch={view.batch} />
            <a className="link" href="/supplier/cancel">
              <T id="cancel.other" />
            </a>
          </span>
        </Fact>
        <Fact name={<T id="carbon.issued-to" />}>
          <PartyChip party={view.issuedTo} />
        </Fact>
        <Fact name={<T id="cancel.standing" />}>
          <span className="tabular-nums">
            <T id="cancel.standing.text" values={{ standing: formatGrams(standing), issued: formatGrams(BigInt(view.accounts.issued)) }} />
          </span>
        </Fact>
      </Facts>
      <AmountField
        label="cancel.amount"
        amount={draft.amount}
        most={standing}
        problem={problems.amount}
        onChange={(amount) => onChange({ amount })}
      />
      <Field label={<T id="cancel.reason" />} hint={<T id="cancel.reason.hint" />} error={problems.reason && <T id={problems.reason} />}>
        <Textarea
          value={draft.reason}
          maxLength={MAX_REASON_CHARACTERS}
          onChange={(event) => onChange({ reason: event.currentTarget.value })}
        />
      </Field>
      <Button type="submit" look="primary" size="large">
        <T id="retire.preview" />
      </Button>
    </form>
  );
}
