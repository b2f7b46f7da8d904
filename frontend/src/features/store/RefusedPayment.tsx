import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useConsole } from "../../entities/console/console.ts";
import { LoadFailure } from "../../entities/LoadFailure.tsx";
import { trackedOrder, type TrackedOrder } from "../../entities/orders/tracked-order.ts";
import { ProveAgain } from "../../entities/session/ProveAgain.tsx";
import { useStepUp } from "../../entities/session/use-step-up.ts";
import { keys } from "../../lib/api/query-keys.ts";
import { T } from "../../lib/i18n/text.tsx";
import { wantsProof } from "../../lib/session/create-session.ts";
import { mayDo } from "../../lib/session/may.ts";
import { sendOwn } from "../../lib/session/session.ts";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { Field, Input } from "../../ui/Field.tsx";

/** What an order waits for, in words; and where a bank does not pay for what has left, what the shop's people can do about it. */
export function RefusedPayment({ order }: { order: TrackedOrder }) {
  const { me, chainId } = useConsole();
  const client = useQueryClient();
  const { wanted, run } = useStepUp();
  const [note, setNote] = useState("");
  const [state, setState] = useState<{ sending?: "ask-again" | "write-off"; error?: unknown }>({});
  const { id, waitsFor, shipments } = order;
  if (waitsFor === null) return null;
  const isRefused = (order.state === "shipped" || order.state === "shipped-in-part") && shipments.some(({ isPaid }) => !isPaid);
  const send = async (body: { act: "ask-again" } | { act: "write-off"; note: string }) => {
    setState({ sending: body.act });
    try {
      client.setQueryData(
        keys.order(id),
        await run(() => sendOwn(`/api/orders/${encodeURIComponent(id)}/refused-payment`, trackedOrder, { body })),
      );
      void client.invalidateQueries({ queryKey: keys.lists });
      setState({});
      // Asking again may be answered while the reason is being written.
      if (body.act === "write-off") setNote("");
    } catch (error) {
      setState(wantsProof(error) ? {} : { error });
    }
  };
  return (
    <Callout tone="unknown" title={<T id="store.waits" values={{ what: waitsFor }} />}>
      {isRefused && mayDo({ organisation: null, roles: [], installationRoles: me.installationRoles }, "payments:settle") && (
        <div className="space-y-4">
          <p>
            <T id="store.refused.hint" />
          </p>
          <ProveAgain chainId={chainId} me={me} wanted={wanted} />
          {state.error !== undefined && <LoadFailure error={state.error} onRetry={() => setState({})} />}
          <Button busy={state.sending === "ask-again"} onClick={() => void send({ act: "ask-again" })}>
            <T id="store.refused.ask-again" />
          </Button>
          <Field className="max-w-md" label={<T id="store.refused.note" />} hint={<T id="store.refused.note.hint" />}>
            <Input maxLength={200} value={note} onValueChange={setNote} />
          </Field>
          <Button
            look="danger"
            disabled={note.trim() === ""}
            busy={state.sending === "write-off"}
            onClick={() => void send({ act: "write-off", note: note.trim() })}
          >
            <T id="store.refused.write-off" />
          </Button>
        </div>
      )}
    </Callout>
  );
}
