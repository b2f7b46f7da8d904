import { useState } from "react";
import { LoadFailure } from "../../entities/LoadFailure.tsx";
import { send } from "../../lib/api/http.ts";
import { T } from "../../lib/i18n/text.tsx";
import { Button } from "../../ui/Button.tsx";

/** Takes back how the reporter can be reached; the number of the report is all that it takes. */
export function WithdrawContact({ number, hasContact, onWithdrawn }: { number: string; hasContact: boolean; onWithdrawn: () => void }) {
  const [state, setState] = useState<{ sending?: true; error?: unknown }>({});
  const withdraw = () => {
    if (state.sending) return;
    setState({ sending: true });
    const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ number }) };
    send("/api/reports/contact-withdrawal", init).then(
      () => {
        setState({});
        onWithdrawn();
      },
      (error: unknown) => setState({ error }),
    );
  };
  return (
    <div className="space-y-2 border-t border-line pt-4">
      <p className="text-sm text-muted">
        <T id={hasContact ? "report.contact.kept" : "report.contact.none"} />
      </p>
      {state.error !== undefined && <LoadFailure error={state.error} onRetry={withdraw} />}
      {hasContact && (
        <Button busy={state.sending ?? false} onClick={withdraw}>
          <T id="report.contact.withdraw" />
        </Button>
      )}
    </div>
  );
}
