import { answerEvent } from "@waybill/protocol/recall/recall-event";
import { OUTCOMES, type Outcome } from "@waybill/protocol/recall/vocabulary";
import type { RecallView } from "@waybill/protocol/schemas/api/recalls";
import type { Address, Hex32, Subject } from "@waybill/protocol/schemas/primitives";
import type { SigningChain } from "@waybill/protocol/typed-data/custody";
import { useState } from "react";
import { SignStatement } from "../../../entities/signing/SignStatement.tsx";
import { useSubjectLabel } from "../../../entities/SubjectChip.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { momentAt } from "../../../lib/local-time.ts";
import { prepareSigning, type PreparedStatement } from "../../../lib/prepare-signing.ts";
import { randomSalt } from "../../../lib/random.ts";
import { Button } from "../../../ui/Button.tsx";
import { Field, Input } from "../../../ui/Field.tsx";
import { Select } from "../../../ui/Select.tsx";
import { StatusShape } from "../../../ui/StatusMark.tsx";
import { MAX_TEXT } from "../model/recall-draft.ts";
import { useProductOf } from "../parts/use-product-of.ts";

export interface RecallFormProps {
  recall: RecallView;
  account: Address;
  gln: string | null;
  chain: SigningChain;
  onBack: () => void;
  onPosted: (commitment: string) => void;
}

const OUTCOME_IDS = Object.keys(OUTCOMES) as Outcome[];

/** What was done with the goods: for some of them, or for all. Nothing is chosen beforehand: the answer is signed, and stays. */
export function AnswerForm({ recall, subjects, account, gln, chain, onBack, onPosted }: RecallFormProps & { subjects: readonly string[] }) {
  const text = useText();
  const labelOf = useSubjectLabel();
  const productOf = useProductOf(subjects);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [note, setNote] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [tried, setTried] = useState(false);
  const [prepared, setPrepared] = useState<PreparedStatement | null>(null);

  function toggle(subject: string, isChosen: boolean) {
    setChosen((before) => new Set(isChosen ? [...before, subject] : [...before].filter((other) => other !== subject)));
  }

  function review() {
    setTried(true);
    if (outcome === null || chosen.size === 0) return;
    const event = answerEvent({
      ...momentAt(new Date()),
      ...{ gln, subjects: [...chosen] as Subject[], notice: recall.commitment as Hex32, outcome },
      note: note.trim() === "" ? null : note.trim(),
    });
    setPrepared(prepareSigning(event, { salt: randomSalt(), account, chain }));
  }

  if (prepared !== null && outcome !== null) {
    const what = text(`recalls.outcome.${outcome}`);
    return (
      <SignStatement
        prepared={prepared}
        sentence={<T id="recalls.answer.sentence" values={{ count: chosen.size, outcome: what }} />}
        goods={[...chosen]}
        label={text("recalls.answer.label", { outcome: what })}
        action={<T id="recalls.answer.sign" />}
        onPosted={onPosted}
        onBack={() => setPrepared(null)}
      />
    );
  }
  return (
    <section aria-labelledby="answer-title" className="max-w-2xl space-y-6">
      <h2 id="answer-title" className="text-xl">
        <T id="recalls.answer" />
      </h2>
      <Field label={<T id="recalls.outcome" />} error={tried && outcome === null ? <T id="recalls.problem.outcome" /> : undefined}>
        <Select
          value={outcome}
          placeholder={text("recalls.outcome.none")}
          onValueChange={setOutcome}
          options={OUTCOME_IDS.map((value) => ({ value, label: text(`recalls.outcome.${value}`) }))}
        />
      </Field>
      <fieldset className="space-y-1">
        <legend className="font-medium">
          <T id="recalls.answer.goods" />
        </legend>
        {tried && chosen.size === 0 && (
          <p role="alert" className="flex items-start gap-1.5 text-sm text-fail">
            <StatusShape tone="failed" className="mt-0.5 size-4" />
            <T id="recalls.problem.answer-goods" />
          </p>
        )}
        {subjects.length > 1 && (
          <Button size="small" disabled={chosen.size === subjects.length} onClick={() => setChosen(new Set(subjects))}>
            <T id="recalls.answer.goods.all" values={{ count: subjects.length }} />
          </Button>
        )}
        <div className="max-h-72 overflow-y-auto">
          {subjects.map((subject) => (
            <label key={subject} className="flex min-h-10 items-center gap-3">
              <input
                type="checkbox"
                className="size-5 accent-accent"
                checked={chosen.has(subject)}
                onChange={(event) => toggle(subject, event.currentTarget.checked)}
              />
              <span>{[productOf(subject) ?? [], labelOf(subject)].flat().join(", ")}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <Field label={<T id="recalls.note" />} optional={<T id="compose.optional" />}>
        <Input value={note} maxLength={MAX_TEXT} onChange={(event) => setNote(event.currentTarget.value)} />
      </Field>
      <div className="flex flex-wrap gap-3">
        <Button look="primary" onClick={review}>
          <T id="compose.review" />
        </Button>
        <Button look="quiet" onClick={onBack}>
          <T id="compose.back" />
        </Button>
      </div>
    </section>
  );
}
