import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { LoadFailure } from "../../entities/LoadFailure.tsx";
import { keys } from "../../lib/api/query-keys.ts";
import { T } from "../../lib/i18n/text.tsx";
import { sendOwn } from "../../lib/session/session.ts";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { wordsFor } from "../../entities/orders/states.ts";
import { trackedOrder, type TrackedOrder } from "../../entities/orders/tracked-order.ts";

/** Calls the rest of an order off, after asking once; nothing where nothing is left to call off. */
export function CancelOrder({ order: { id, state, transitions } }: { order: TrackedOrder }) {
  const client = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const [sending, setSending] = useState<{ now?: true; error?: unknown }>({});
  const isCalledOff = transitions.some(({ event }) => event === "cancel");
  if (!wordsFor(state).isCancellable || isCalledOff) return null;
  const cancel = async () => {
    setSending({ now: true });
    try {
      client.setQueryData(keys.order(id), await sendOwn(`/api/orders/${encodeURIComponent(id)}/cancellation`, trackedOrder));
      setSending({});
    } catch (error) {
      setSending({ error });
    }
  };
  return (
    <div className="mt-12 space-y-4">
      {sending.error !== undefined && <LoadFailure error={sending.error} onRetry={() => setSending({})} />}
      {isAsked ? (
        <Callout tone="unknown" live title={<T id={state === "shipped-in-part" ? "orders.cancel.rest" : "orders.cancel.question"} />}>
          <div className="flex flex-wrap gap-3 pt-1">
            <Button look="danger" busy={sending.now} onClick={() => void cancel()}>
              <T id="orders.cancel.now" />
            </Button>
            <Button look="quiet" onClick={() => setAsked(false)}>
              <T id="orders.cancel.not" />
            </Button>
          </div>
        </Callout>
      ) : (
        <Button look="danger" onClick={() => setAsked(true)}>
          <T id="orders.cancel" />
        </Button>
      )}
    </div>
  );
}
