import type { PlatformApp } from "../app.ts";
import type { Service } from "../module.ts";
import { listenTo } from "./listen.ts";

/** Looks without a notification this often, should one be lost with its connection. */
const POLL_MILLISECONDS = 5_000;
/** What is written within this time is looked at once. */
const PAUSE_MILLISECONDS = 100;

/** A table of news with a `number`, and how its writers wake readers; migrations 958 of the shop and 1040 of a warehouse make such tables. */
export interface NewsSource<Told> {
  table: string;
  channel: string;
  /** Name of the lock that each writer shares from before it draws a number until it has committed. */
  lock: string;
  /** What followers have to know of news to see whether they are concerned. */
  between?: (after: number, upTo: number) => Promise<readonly Told[]>;
}

/** How far a table of news has come, and who waits for more of it in this process. */
export interface NewsTail<Told> {
  /** Up to this number everything is known: nothing below it is still to be committed. */
  newest(): number;
  /** Looks now, whether it was woken or not. */
  look(): Promise<void>;
  /** @returns ends it */
  subscribe(wake: () => void, isConcerned?: (told: readonly Told[]) => boolean): () => void;
  start(): Promise<Service>;
}

/** Listens once for all followers of this process, and looks only while there are any. */
export function createNewsTail<Told = never>(
  app: Pick<PlatformApp, "config" | "db" | "log">,
  { table, channel, lock, between }: NewsSource<Told>,
): NewsTail<Told> {
  const followers = new Map<() => void, (told: readonly Told[]) => boolean>();
  let newest = 0;
  let stopped = false;
  let again = false;
  let looking: Promise<void> | undefined;

  /**
   * Numbers are drawn before they are committed. Whoever has the lock alone waits for all who have drawn one; a moment later every number that there is
   * was committed, or never will be. So writers do not wait for one another, and a reader misses none.
   */
  const readNewest = async (): Promise<number> => {
    const client = await app.db.pool.connect();
    try {
      await client.query("BEGIN");
      await client.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [lock]);
      const { rows } = await client.query<{ newest: string }>(`SELECT coalesce(max(number), 0) AS newest FROM ${table}`);
      await client.query("COMMIT");
      client.release();
      return Number(rows[0]?.newest);
    } catch (error) {
      client.release(true);
      throw error;
    }
  };

  const look = async (): Promise<void> => {
    const upTo = await readNewest();
    if (upTo <= newest) return;
    const after = newest;
    newest = upTo;
    if (followers.size === 0) return;
    // Who cannot be told whether it is concerned looks for itself.
    const told = await between?.(after, upTo).catch(() => undefined);
    for (const [wake, isConcerned] of followers) if (told === undefined || isConcerned(told)) wake();
  };

  const drain = async (): Promise<void> => {
    while (again && !stopped && followers.size > 0) {
      again = false;
      await look();
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
    }
  };
  const wake = (): void => {
    again = true;
    looking ??= drain()
      .catch((error: unknown) => app.log.warn({ err: error }, `${table} could not be read`))
      .finally(() => (looking = undefined));
  };

  return {
    newest: () => newest,
    look,
    subscribe(rouse, isConcerned = () => true) {
      // The same function may follow twice.
      const own = () => rouse();
      followers.set(own, isConcerned);
      return () => void followers.delete(own);
    },
    async start() {
      const listener = await listenTo(app, channel, { onNotification: wake, onConnected: wake });
      const poll = setInterval(wake, POLL_MILLISECONDS);
      return {
        async stop() {
          stopped = true;
          clearInterval(poll);
          await listener.stop();
          await looking;
        },
      };
    },
  };
}
