import { RISKS } from "@waybill/protocol/recall/vocabulary";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Section } from "../../../ui/Card.tsx";
import { Field, Input, Textarea } from "../../../ui/Field.tsx";
import { Select } from "../../../ui/Select.tsx";
import { ANSWER_HOURS, MAX_TEXT, type RecallDraft, type RecallProblems } from "../model/recall-draft.ts";

interface NoticeFormProps {
  draft: RecallDraft;
  onChange: (part: Partial<RecallDraft>) => void;
  problems: RecallProblems;
  onReview: () => void;
}

/** Why, how dangerous, what to do, and until when to answer. */
export function NoticeForm({ draft, onChange, problems, onReview }: NoticeFormProps) {
  const text = useText();
  return (
    <Section id="notice" title={<T id="recalls.notice" />} intro={<T id="recalls.notice.intro" />}>
      <div className="max-w-2xl space-y-6">
        <Field label={<T id="recalls.reason" />} hint={<T id="recalls.reason.hint" />} error={problems.reason && text(problems.reason)}>
          <Input value={draft.reason} maxLength={MAX_TEXT} onChange={(event) => onChange({ reason: event.currentTarget.value })} />
        </Field>
        <Field
          label={<T id="recalls.instruction" />}
          hint={<T id="recalls.instruction.hint" />}
          error={problems.instruction && text(problems.instruction)}
        >
          <Textarea
            value={draft.instruction}
            maxLength={MAX_TEXT}
            onChange={(event) => onChange({ instruction: event.currentTarget.value })}
          />
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={<T id="recalls.risk" />}>
            <Select
              value={draft.risk}
              onValueChange={(risk) => onChange({ risk })}
              options={RISKS.map((value) => ({ value, label: text(`recalls.risk.${value}`) }))}
            />
          </Field>
          <Field label={<T id="recalls.answer-within" />}>
            <Select
              value={String(draft.hours)}
              onValueChange={(hours) => onChange({ hours: Number(hours) })}
              options={ANSWER_HOURS.map((hours) => ({ value: String(hours), label: text("recalls.hours", { hours }) }))}
            />
          </Field>
        </div>
        {problems.scope && (
          <p role="alert" className="text-fail">
            <T id={problems.scope} />
          </p>
        )}
        <Button look="primary" size="large" onClick={onReview}>
          <T id="recalls.review.go" />
        </Button>
      </div>
    </Section>
  );
}
