import type { App } from "../app.ts";
import type { Service } from "../module.ts";
import { OUTBOX_CHANNEL } from "../outbox.ts";
import { listenTo } from "./listen.ts";

export interface OutboxRow {
  id: number;
  type: string;
  payload: Record<string, unknown>;
}

export type Subscriber = (rows: readonly OutboxRow[]) => void;

/** Wakes up without a notification this often, should one be lost with its connection. */
const POLL_MILLISECONDS = 5_000;
const PAGE = 500;

/** Follows the outbox in the order of its ids and hands new rows to every subscriber of this process. */
export interface OutboxTail extends Service {
  subscribe(subscriber: Subscriber): () => void;
  /** Rows after `id`, oldest first, at most one page. */
  readAfter(id: number): Promise<OutboxRow[]>;
  /** Newest id there is. */
  newestId(): Promise<number>;
}

export async function startOutboxTail(app: App): Promise<OutboxTail> {
  const subscribers = new Set<Subscriber>();
  let last = await newestId(app);
  let stopped = false;
  let reading: Promise<void> | undefined;
  let again = false;

  const readAfter = async (id: number): Promise<OutboxRow[]> => {
    const { rows } = await app.db.pool.query<{ id: string; type: string; payload: Record<string, unknown> }>(
      "SELECT id, type, payload FROM outbox WHERE id > $1 ORDER BY id LIMIT $2",
      [id, PAGE],
    );
    return rows.map((row) => ({ ...row, id: Number(row.id) }));
  };

  /** What is written while nobody follows is read by none: whoever comes later reads on in the table. */
  const skipUnread = async (): Promise<void> => {
    if (subscribers.size > 0) return;
    const newest = await newestId(app);
    // Somebody who came meanwhile may have read before the newest was there.
    if (subscribers.size === 0) last = newest;
  };

  const drain = async (): Promise<void> => {
    do {
      again = false;
      await skipUnread();
      for (let rows = await readAfter(last); rows.length > 0; rows = await readAfter(last)) {
        last = rows.at(-1)?.id ?? last;
        for (const subscriber of subscribers) subscriber(rows);
      }
    } while (again && !stopped);
  };
  /** One reader at a time: a wake-up during a read makes it read once more. */
  const wake = (): void => {
    again = true;
    reading ??= drain()
      .catch((error: unknown) => app.log.warn({ err: error }, "the outbox could not be read"))
      .finally(() => (reading = undefined));
  };

  const listener = await listenTo(app, OUTBOX_CHANNEL, { onNotification: wake, onConnected: wake });
  const poll = setInterval(wake, POLL_MILLISECONDS);

  return {
    subscribe(subscriber) {
      subscribers.add(subscriber);
      app.metrics.outboxSubscribers.set(subscribers.size);
      return () => {
        subscribers.delete(subscriber);
        app.metrics.outboxSubscribers.set(subscribers.size);
      };
    },
    readAfter,
    newestId: () => newestId(app),
    async stop() {
      stopped = true;
      clearInterval(poll);
      await listener.stop();
      await reading;
    },
  };
}

async function newestId(app: App): Promise<number> {
  const { rows } = await app.db.pool.query<{ id: string }>("SELECT coalesce(max(id), 0) AS id FROM outbox");
  return Number(rows[0]?.id ?? 0);
}
