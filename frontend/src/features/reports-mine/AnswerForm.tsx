import { useState, type FormEvent } from "react";
import { LoadFailure } from "../../entities/LoadFailure.tsx";
import { T } from "../../lib/i18n/text.tsx";
import { session } from "../../lib/session/session.ts";
import { Button } from "../../ui/Button.tsx";
import { Field, Textarea } from "../../ui/Field.tsx";

/** One answer, which the reporter reads by the number of the report. */
export function AnswerForm({ id, onAnswered }: { id: string; onAnswered: () => void }) {
  const [text, setText] = useState("");
  const [tried, setTried] = useState(false);
  const [state, setState] = useState<{ sending?: true; error?: unknown }>({});
  const isShort = text.trim().length < 3;
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    setTried(true);
    if (isShort || state.sending) return;
    setState({ sending: true });
    const headers = { "content-type": "application/json" };
    session
      .send(`/api/reports/${encodeURIComponent(id)}/answer`, { method: "PUT", headers, body: JSON.stringify({ text: text.trim() }) })
      .then(onAnswered, (error: unknown) => setState({ error }));
  };
  return (
    <form onSubmit={submit} noValidate className="mt-4 space-y-3">
      <Field
        label={<T id="reports.answer" />}
        hint={<T id="reports.answer.hint" />}
        error={tried && isShort ? <T id="report.text.missing" /> : null}
      >
        <Textarea maxLength={2000} value={text} onChange={(event) => setText(event.currentTarget.value)} />
      </Field>
      {state.error !== undefined && <LoadFailure error={state.error} onRetry={submit} />}
      <Button type="submit" look="primary" busy={state.sending ?? false}>
        <T id="reports.answer.send" />
      </Button>
    </form>
  );
}
