import { Client } from "pg";
import type { App } from "../../../platform/app.ts";
import type { Service } from "../../../platform/module.ts";
import { ORDERS_CHANNEL } from "../transitions.store.ts";

/** Wakes everybody this often, should a notification be lost with its connection. */
const POLL_MILLISECONDS = 5_000;
/** Pause before listening again after the connection broke. */
const RECONNECT_MILLISECONDS = 500;

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
    let stopped = false;
    let client: Client | undefined;
    let reconnect: NodeJS.Timeout | undefined;
    const listen = async (): Promise<void> => {
      const fresh = new Client({ connectionString: app.config.databaseUrl.reveal(), connectionTimeoutMillis: 5_000 });
      client = fresh;
      const retry = () => {
        if (stopped || client !== fresh) return;
        client = undefined;
        fresh.end().catch(() => undefined);
        reconnect = setTimeout(() => void listen(), RECONNECT_MILLISECONDS);
      };
      fresh.on("error", retry);
      fresh.on("end", retry);
      fresh.on("notification", ({ payload = "" }) => followers.get(payload)?.forEach((wake) => wake()));
      try {
        await fresh.connect();
        await fresh.query(`LISTEN ${ORDERS_CHANNEL}`);
        wakeAll();
      } catch {
        retry();
      }
    };
    await listen();
    const poll = setInterval(wakeAll, POLL_MILLISECONDS);
    return {
      async stop() {
        stopped = true;
        clearInterval(poll);
        clearTimeout(reconnect);
        await client?.end().catch(() => undefined);
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
