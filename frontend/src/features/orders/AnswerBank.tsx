import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { LoadFailure } from "../../entities/LoadFailure.tsx";
import { keys } from "../../lib/api/query-keys.ts";
import { T } from "../../lib/i18n/text.tsx";
import { session } from "../../lib/session/session.ts";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Field, Input } from "../../ui/Field.tsx";

/** What the customer's bank asks before it holds the money (3-D Secure). */
export function AnswerBank({ id }: { id: string }) {
  const client = useQueryClient();
  const [code, setCode] = useState("");
  const [state, setState] = useState<{ sending?: true; sent?: true; error?: unknown }>({});
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (state.sending || code.trim() === "") return;
    setState({ sending: true });
    try {
      const body = JSON.stringify({ code: code.trim() });
      await session.send(`/api/orders/${encodeURIComponent(id)}/challenge`, {
        ...{ method: "POST", headers: { "content-type": "application/json" }, body },
      });
      setState({ sent: true });
      await client.invalidateQueries({ queryKey: keys.order(id) });
    } catch (error) {
      setState({ error });
    }
  };
  return (
    <Callout className="mt-6" tone="unknown" title={<T id="orders.bank" />}>
      <p>
        <T id="orders.bank.text" />
      </p>
      {state.error !== undefined && <LoadFailure error={state.error} onRetry={() => setState({})} />}
      {state.sent ? (
        <p role="status">
          <T id="orders.bank.sent" />
        </p>
      ) : (
        <form onSubmit={(event) => void submit(event)} className="flex flex-wrap items-end gap-3">
          <Field label={<T id="orders.bank.code" />}>
            <Input inputMode="numeric" autoComplete="one-time-code" maxLength={64} value={code} onValueChange={setCode} />
          </Field>
          <Button type="submit" look="primary" busy={state.sending}>
            <T id="orders.bank.send" />
          </Button>
        </form>
      )}
    </Callout>
  );
}
