import type { FulfilmentView } from "@waybill/protocol/schemas/api/orders";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState, type FormEvent } from "react";
import { useConsole } from "../../../entities/console/console.ts";
import { LoadFailure } from "../../../entities/LoadFailure.tsx";
import { trackedOrder, type TrackedOrder } from "../../../entities/orders/tracked-order.ts";
import { ProveAgain } from "../../../entities/session/ProveAgain.tsx";
import { useStepUp } from "../../../entities/session/use-step-up.ts";
import { keys } from "../../../lib/api/query-keys.ts";
import { T } from "../../../lib/i18n/text.tsx";
import { wantsProof } from "../../../lib/session/create-session.ts";
import { sendOwn } from "../../../lib/session/session.ts";
import { Button } from "../../../ui/Button.tsx";
import { Asked, type Answer } from "./Asked.tsx";
import { verbsFor, type Verb } from "./verbs.ts";

/** The verbs of one part: each says what it does and asks what it has to know, before it does it. */
export function Steering({ part, order }: { part: FulfilmentView; order: TrackedOrder }) {
  const { me, chainId } = useConsole();
  const client = useQueryClient();
  const { wanted, run } = useStepUp();
  const [verb, setVerb] = useState<Verb | null>(null);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [sending, setSending] = useState<{ now?: true; error?: unknown }>({});
  /** Of what is asked now: a repetition is done once, and whatever is asked otherwise has another. */
  const key = useRef("");
  const answerWith = (next: Answer | null) => {
    key.current = crypto.randomUUID();
    setAnswer(next);
  };
  const offered = verbsFor(part, order.fulfilments);
  const open = verb !== null && offered.includes(verb) ? verb : null;
  const choose = (next: Verb | null) => {
    setVerb(next);
    answerWith(next === "release" ? {} : null);
    setSending({});
  };
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (open === null || answer === null || sending.now) return;
    setSending({ now: true });
    const path = `/api/orders/${encodeURIComponent(order.id)}/fulfilments/${encodeURIComponent(part.id)}/${open}`;
    try {
      client.setQueryData(
        keys.order(order.id),
        await run(() => sendOwn(path, trackedOrder, { body: answer, idempotencyKey: key.current })),
      );
      void client.invalidateQueries({ queryKey: keys.order(order.id) });
      choose(null);
    } catch (error) {
      setSending(wantsProof(error) ? {} : { error });
    }
  };
  return (
    <div className="space-y-4">
      <div className="flex flex-wrap gap-2">
        {offered.map((one) => (
          <Button key={one} size="small" aria-expanded={open === one} onClick={() => choose(open === one ? null : one)}>
            <T id={`warehouses.steer.${one}`} />
          </Button>
        ))}
      </div>
      <ProveAgain chainId={chainId} me={me} wanted={wanted} />
      {sending.error !== undefined && <LoadFailure error={sending.error} onRetry={() => setSending({})} />}
      {open !== null && (
        <form key={open} noValidate onSubmit={(event) => void send(event)} className="space-y-4 rounded-lg border border-line-strong p-4">
          <p>
            <T id={`warehouses.steer.about.${open}`} />
          </p>
          <Asked verb={open} part={part} order={order} onAnswer={answerWith} />
          <div className="flex flex-wrap gap-3">
            <Button type="submit" look="primary" busy={sending.now} disabled={answer === null}>
              <T id={`warehouses.steer.${open}`} />
            </Button>
            <Button look="quiet" onClick={() => choose(null)}>
              <T id="warehouses.steer.leave" />
            </Button>
          </div>
        </form>
      )}
    </div>
  );
}
