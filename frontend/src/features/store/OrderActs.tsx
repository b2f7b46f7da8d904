import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useConsole } from "../../entities/console/console.ts";
import { LoadFailure } from "../../entities/LoadFailure.tsx";
import { wordsFor } from "../../entities/orders/states.ts";
import { trackedOrder, type TrackedOrder } from "../../entities/orders/tracked-order.ts";
import { ProveAgain } from "../../entities/session/ProveAgain.tsx";
import { useStepUp } from "../../entities/session/use-step-up.ts";
import { keys } from "../../lib/api/query-keys.ts";
import { T } from "../../lib/i18n/text.tsx";
import { mayDo } from "../../lib/session/may.ts";
import { sendOwn } from "../../lib/session/session.ts";
import { wantsProof } from "../../lib/session/create-session.ts";
import { Button } from "../../ui/Button.tsx";
import { Callout } from "../../ui/Callout.tsx";
import { GoodsForm, type GoodsQuestion } from "./GoodsForm.tsx";
import { leftToReturn, leftToShip } from "./goods-left.ts";

type Act = GoodsQuestion["kind"] | "cancel";

/** What has left may come back, also while the rest is waited for. */
const RETURNABLE: ReadonlySet<string> = new Set(["shipped-in-part", "shipped", "closed"]);

/** What the shop's people can do about an order as it stands: note what left or came back, or call it off. A proof is asked for where the server wants one. */
export function OrderActs({ order }: { order: TrackedOrder }) {
  const { me, chainId } = useConsole();
  const client = useQueryClient();
  const { wanted, run } = useStepUp();
  const [act, setAct] = useState<Act | null>(null);
  const [sending, setSending] = useState<{ now?: true; error?: unknown }>({});
  const { id, state } = order;
  const path = `/api/orders/${encodeURIComponent(id)}`;
  // What somebody may do by being a customer is done elsewhere, with its own orders.
  const staff = { organisation: null, roles: [], installationRoles: me.installationRoles };
  const offered: Record<Act, boolean> = {
    shipment: mayDo(staff, "orders:ship") && isPackedByHand(order) && leftToShip(order).length > 0,
    return: mayDo(staff, "orders:takeBack") && RETURNABLE.has(state) && leftToReturn(order).length > 0,
    cancel: mayDo(staff, "orders:cancel") && wordsFor(state).isCancellable && !order.transitions.some(({ event }) => event === "cancel"),
  };
  const send = async (to: string, body: object, idempotencyKey?: string) => {
    setSending({ now: true });
    try {
      const changed = await run(() =>
        sendOwn(`${path}/${to}`, trackedOrder, { body, ...(idempotencyKey !== undefined && { idempotencyKey }) }),
      );
      client.setQueryData(keys.order(id), changed);
      void client.invalidateQueries({ queryKey: keys.lists });
      setSending({});
      setAct(null);
    } catch (error) {
      setSending(wantsProof(error) ? {} : { error });
    }
  };
  const open = act !== null && offered[act] ? act : null;
  if (!Object.values(offered).includes(true)) return null;
  return (
    <div className="space-y-4">
      <div className="flex flex-wrap gap-3">
        {(Object.keys(offered) as Act[])
          .filter((one) => offered[one])
          .map((one) => (
            <Button
              key={one}
              look={one === "cancel" ? "danger" : "secondary"}
              aria-expanded={open === one}
              onClick={() => {
                setAct(open === one ? null : one);
                setSending({});
              }}
            >
              <T id={`store.act.${one}`} />
            </Button>
          ))}
      </div>
      <ProveAgain chainId={chainId} me={me} wanted={wanted} />
      {sending.error !== undefined && <LoadFailure error={sending.error} onRetry={() => setSending({})} />}
      {(open === "shipment" || open === "return") && (
        <GoodsForm
          key={open}
          kind={open}
          order={order}
          isSending={sending.now === true}
          onSend={(lines, key) => void send(open === "shipment" ? "shipments" : "returns", { lines }, key)}
        />
      )}
      {open === "cancel" && (
        <Callout tone="unknown" live title={<T id={state === "shipped-in-part" ? "orders.cancel.rest" : "store.cancel.question"} />}>
          <Button look="danger" busy={sending.now} onClick={() => void send("cancellation", {})}>
            <T id="orders.cancel.now" />
          </Button>
        </Callout>
      )}
    </div>
  );
}

/** Whether the shop's people pack something of it: what the program of a warehouse was told, that one tells of. */
function isPackedByHand({ state, fulfilments }: TrackedOrder): boolean {
  const isUnderWay = state === "instructed" || state === "shipped-in-part";
  return isUnderWay && fulfilments.some((part) => part.state === "instructed" && !part.hasProgram);
}
