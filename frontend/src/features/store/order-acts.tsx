import { z } from "zod";
import type { ListAct } from "../../entities/list/definition.ts";
import { wordsFor } from "../../entities/orders/states.ts";
import type { ListedOrder } from "../../entities/orders/tracked-order.ts";
import { T, type MessageId } from "../../lib/i18n/text.tsx";
import { sendOwn } from "../../lib/session/session.ts";
import { OrdersReach } from "./OrdersReach.tsx";

/** In which it is decided already which warehouse packs what, and not all has left. */
const HOLDABLE: ReadonlySet<string> = new Set(["routed", "instructed", "shipped-in-part"]);

const send = (what: string, { id }: ListedOrder, idempotencyKey: string, body: object = {}) =>
  sendOwn(`/api/orders/${encodeURIComponent(id)}/${what}`, z.unknown(), { body, idempotencyKey });
const reach = (text: MessageId) => (orders: readonly ListedOrder[]) => (
  <OrdersReach orders={orders}>
    <T id={text} />
  </OrdersReach>
);

/** What the shop's people do with one order or many; the rest they do on the page of one. */
export const ORDER_ACTS: readonly ListAct<ListedOrder>[] = [
  {
    ...{ id: "hold", act: "orders:steer", label: "store.orders.hold" },
    ...{ question: "store.orders.hold.question", done: "store.orders.hold.done" },
    asks: { kind: "text", label: "store.orders.hold.reason", maxCharacters: 200 },
    appliesTo: ({ state }) => HOLDABLE.has(state),
    reach: reach("store.orders.hold.reach"),
    perform: (order, reason, key) => send("hold", order, key, { reason }),
  },
  {
    ...{ id: "release", act: "orders:steer", label: "store.orders.release" },
    ...{ question: "store.orders.release.question", done: "store.orders.release.done" },
    appliesTo: ({ isHeld }) => isHeld,
    reach: reach("store.orders.release.reach"),
    perform: (order, _, key) => send("release", order, key),
  },
  {
    // A customer calls its own off elsewhere.
    ...{ id: "cancel", act: "orders:steer", label: "store.act.cancel", isDangerous: true },
    ...{ question: "store.orders.cancel.question", done: "store.orders.cancel.done" },
    appliesTo: ({ state }) => wordsFor(state).isCancellable,
    reach: reach("store.orders.cancel.reach"),
    perform: (order, _, key) => send("cancellation", order, key),
  },
];
