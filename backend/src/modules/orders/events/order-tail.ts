import type { App } from "../../../platform/app.ts";
import type { Service } from "../../../platform/module.ts";
import { listenTo } from "../../../platform/stream/listen.ts";
import { ORDERS_CHANNEL } from "./order-news.store.ts";

/** Wakes everybody this often, should a notification be lost with its connection. */
const POLL_MILLISECONDS = 5_000;

/** Wakes whoever follows an order, in this process, when the order has moved on in any. */
export interface OrderTail {
  /** @returns ends it */
  subscribe(order: string, wake: () => void): () => void;
  start(): Promise<Service>;
}

/** Listens once for all orders that are followed in this process; what has happened is read from the table by whoever is woken. */
export function createOrderTail(app: Pick<App, "config">): OrderTail {
  const followers = new Map<string, Set<() => void>>();
  const wakeAll = () => followers.forEach((those) => those.forEach((wake) => wake()));

  async function start(): Promise<Service> {
    const listener = await listenTo(app, ORDERS_CHANNEL, {
      onNotification: (order) => followers.get(order)?.forEach((wake) => wake()),
      onConnected: wakeAll,
    });
    const poll = setInterval(wakeAll, POLL_MILLISECONDS);
    return {
      async stop() {
        clearInterval(poll);
        await listener.stop();
      },
    };
  }

  return {
    start,
    subscribe(order, wake) {
      const those = followers.get(order) ?? new Set();
      followers.set(order, those.add(wake));
      return () => {
        those.delete(wake);
        if (those.size === 0 && followers.get(order) === those) followers.delete(order);
      };
    },
  };
}
