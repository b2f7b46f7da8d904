import { endEvent } from "@waybill/protocol/recall/recall-event";
import type { Hex32, Subject } from "@waybill/protocol/schemas/primitives";
import { useState } from "react";
import { SignStatement } from "../../../entities/signing/SignStatement.tsx";
import { T, useText } from "../../../lib/i18n/text.tsx";
import { momentAt } from "../../../lib/local-time.ts";
import { prepareSigning, type PreparedStatement } from "../../../lib/prepare-signing.ts";
import { randomSalt } from "../../../lib/random.ts";
import { Button } from "../../../ui/Button.tsx";
import { Field, Input } from "../../../ui/Field.tsx";
import { MAX_TEXT } from "../model/recall-draft.ts";
import type { RecallFormProps } from "./AnswerForm.tsx";

/** The author says that the recall is over, and why. */
export function EndForm({ recall, account, gln, chain, onBack, onPosted }: RecallFormProps) {
  const text = useText();
  const [note, setNote] = useState("");
  const [prepared, setPrepared] = useState<PreparedStatement | null>(null);

  function review() {
    const event = endEvent({
      ...momentAt(new Date()),
      ...{ gln, subjects: recall.subjects as Subject[], notice: recall.commitment as Hex32, note: note.trim() },
    });
    setPrepared(prepareSigning(event, { salt: randomSalt(), account, chain }));
  }

  if (prepared !== null) {
    return (
      <SignStatement
        prepared={prepared}
        sentence={<T id="recalls.end.sentence" values={{ count: recall.subjects.length, note }} />}
        goods={recall.subjects}
        label={text("recalls.end.label", { reason: recall.reason ?? "" })}
        action={<T id="recalls.end.sign" />}
        onPosted={onPosted}
        onBack={() => setPrepared(null)}
      />
    );
  }
  return (
    <section aria-labelledby="end-title" className="max-w-2xl space-y-6">
      <h2 id="end-title" className="text-xl">
        <T id="recalls.end" />
      </h2>
      <Field label={<T id="recalls.end.note" />} hint={<T id="recalls.end.hint" />}>
        <Input value={note} maxLength={MAX_TEXT} onChange={(event) => setNote(event.currentTarget.value)} />
      </Field>
      <div className="flex flex-wrap gap-3">
        <Button look="primary" disabled={note.trim() === ""} onClick={review}>
          <T id="compose.review" />
        </Button>
        <Button look="quiet" onClick={onBack}>
          <T id="compose.back" />
        </Button>
      </div>
    </section>
  );
}
