import { reportNumber, type ReportStatus } from "@waybill/protocol/schemas/api/reports";
import { useState, type FormEvent } from "react";
import { LoadFailure } from "../../entities/LoadFailure.tsx";
import { PartyChip } from "../../entities/PartyChip.tsx";
import { InstantText } from "../../entities/Times.tsx";
import { T } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";
import { Field, Input } from "../../ui/Field.tsx";
import { post } from "./ReportForm.tsx";
import { WithdrawContact } from "./WithdrawContact.tsx";

/** Reads what became of a report, by its number alone. */
export function ReportLookup() {
  const [number, setNumber] = useState("");
  const [tried, setTried] = useState(false);
  const [state, setState] = useState<{ asking?: true; error?: unknown; status?: ReportStatus; of?: string }>({});
  const typed = number.trim().toUpperCase();
  const isNumber = reportNumber.safeParse(typed).success;
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    setTried(true);
    if (!isNumber || state.asking) return;
    setState({ asking: true });
    post("/api/reports/lookup", { number: typed }).then(
      (status) => setState({ status: status as ReportStatus, of: typed }),
      (error: unknown) => setState({ error }),
    );
  };
  return (
    <div className="space-y-5 rounded-xl border border-line bg-surface p-4 sm:p-6">
      <form onSubmit={submit} noValidate className="space-y-4">
        <Field label={<T id="report.number" />} error={tried && !isNumber ? <T id="report.number.form" /> : null}>
          <Input maxLength={24} autoComplete="off" value={number} onChange={(event) => setNumber(event.currentTarget.value)} />
        </Field>
        <Button type="submit" busy={state.asking ?? false}>
          <T id="report.read" />
        </Button>
      </form>
      {state.error !== undefined && <LoadFailure error={state.error} onRetry={submit} />}
      {state.status !== undefined && <Status status={state.status} />}
      {state.status !== undefined && state.of !== undefined && (
        <WithdrawContact
          key={state.of}
          number={state.of}
          hasContact={state.status.hasContact}
          onWithdrawn={() => setState(({ status, ...rest }) => (status ? { ...rest, status: { ...status, hasContact: false } } : rest))}
        />
      )}
    </div>
  );
}

function Status({ status }: { status: ReportStatus }) {
  const { text, reportedAt, answers, parties } = status;
  return (
    <div role="status" className="space-y-4">
      <p className="text-muted">
        <T id="report.reported" values={{ time: <InstantText time={reportedAt} /> }} />
      </p>
      <blockquote className="border-l-2 border-line pl-4 whitespace-pre-wrap">{text}</blockquote>
      {answers.length === 0 && <T id="report.no-answer" values={{ count: parties.length }} />}
      {answers.map((answer) => (
        <div key={answer.party.account} data-answer>
          <p className="flex flex-wrap items-center gap-2 text-sm">
            <PartyChip party={answer.party} /> <InstantText time={answer.answeredAt} />
          </p>
          <p className="mt-1 whitespace-pre-wrap">{answer.text}</p>
        </div>
      ))}
    </div>
  );
}
