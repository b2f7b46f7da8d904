import { Client } from "pg";
import type { PlatformApp } from "../app.ts";
import type { Service } from "../module.ts";

/** Pause before listening again after the connection broke. */
const RECONNECT_MILLISECONDS = 500;

export interface Listening {
  /** With what the notification says, "" for nothing. */
  onNotification: (payload: string) => void;
  /** What was notified before it, while nobody listened, is lost: everything is to be looked at. */
  onConnected: () => void;
}

/** Listens on a channel of Postgres over a connection of its own, which is made anew whenever it breaks. */
export async function listenTo(
  app: Pick<PlatformApp, "config">,
  channel: string,
  { onNotification, onConnected }: Listening,
): Promise<Service> {
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
    fresh.on("notification", ({ payload = "" }) => onNotification(payload));
    try {
      await fresh.connect();
      await fresh.query(`LISTEN ${channel}`);
      onConnected();
    } catch {
      retry();
    }
  };
  await listen();
  return {
    async stop() {
      stopped = true;
      clearTimeout(reconnect);
      await client?.end().catch(() => undefined);
    },
  };
}
