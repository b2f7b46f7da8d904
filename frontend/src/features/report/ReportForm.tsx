import { PURPOSES } from "@waybill/protocol/privacy/purposes";
import type { ReportKind, ReportReceipt } from "@waybill/protocol/schemas/api/reports";
import { useState, type FormEvent } from "react";
import { readJson, send } from "../../lib/api/http.ts";
import { T } from "../../lib/i18n/text.tsx";
import { randomSalt } from "../../lib/random.ts";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Choices } from "../../ui/Choices.tsx";
import { Field, Textarea } from "../../ui/Field.tsx";
import { LoadFailure } from "../../entities/LoadFailure.tsx";
import { ContactField } from "./ContactField.tsx";
import { ReportSent } from "./ReportSent.tsx";

const KINDS: readonly ReportKind[] = ["spoiled", "wrong-goods", "wrong-information", "counterfeit", "other"];
const LEAST_CHARACTERS = 3;

/** Tells the organisations behind the goods what is wrong. Sent again after a failure it is still one report. */
export function ReportForm({ subject }: { subject: string }) {
  const [kind, setKind] = useState<ReportKind>("spoiled");
  const [text, setText] = useState("");
  const [contact, setContact] = useState("");
  const [isAgreed, setAgreed] = useState(false);
  const [nonce] = useState(randomSalt);
  const [tried, setTried] = useState(false);
  const [state, setState] = useState<{ sending?: true; error?: unknown; receipt?: ReportReceipt }>({});
  const isShort = text.trim().length < LEAST_CHARACTERS;
  const hasContact = contact.trim() !== "";
  const isShortContact = hasContact && contact.trim().length < LEAST_CHARACTERS;
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    setTried(true);
    if (isShort || isShortContact || (hasContact && !isAgreed) || state.sending) return;
    setState({ sending: true });
    const consent = { contact: contact.trim(), contactConsent: PURPOSES["report-contact"].version };
    const body = { subject, kind, text: text.trim(), nonce, ...(hasContact ? consent : {}) };
    post("/api/reports", body).then(
      (receipt) => setState({ receipt: receipt as ReportReceipt }),
      (error: unknown) => setState({ error }),
    );
  };
  if (state.receipt !== undefined) return <ReportSent receipt={state.receipt} />;
  return (
    <form onSubmit={submit} noValidate className="space-y-5 rounded-xl border border-line bg-surface p-4 sm:p-6">
      <Choices
        kind="one"
        columns={2}
        legend={<T id="report.kind" />}
        options={KINDS.map((value) => ({ value, label: <T id={`report.kind.${value}`} /> }))}
        chosen={[kind]}
        onChange={([next]) => setKind(next ?? kind)}
      />
      <Field
        label={<T id="report.text" />}
        hint={<T id="report.text.hint" />}
        error={tried && isShort ? <T id="report.text.missing" /> : null}
      >
        <Textarea rows={5} maxLength={2000} value={text} onChange={(event) => setText(event.currentTarget.value)} />
      </Field>
      <ContactField
        {...{ contact, isAgreed, tried }}
        isShort={isShortContact}
        onChange={(changes) => {
          if (changes.contact !== undefined) setContact(changes.contact);
          if (changes.isAgreed !== undefined) setAgreed(changes.isAgreed);
        }}
      />
      <Callout tone="neutral" title={<T id="report.effect" />} />
      {state.error !== undefined && <LoadFailure error={state.error} onRetry={submit} />}
      <Button type="submit" look="primary" busy={state.sending ?? false}>
        <T id="report.send" />
      </Button>
    </form>
  );
}

/** POSTs JSON and reads JSON. */
export async function post(path: string, body: object): Promise<unknown> {
  const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  return readJson(path, await send(path, init));
}
