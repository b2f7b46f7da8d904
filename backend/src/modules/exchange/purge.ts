import type { App } from "../../platform/app.ts";

const DAY_MILLISECONDS = 86_400_000;
/** How long bearers of a token that ended hear that it expired, and how long it can be seen that an event was taken. */
const REMEMBERED_DAYS = 7;

export const PURGE_TASK = "exchange:purge";
export const PURGE_CRONTAB = [`41 * * * * ${PURGE_TASK}`];

/** Forgets tokens that ended long ago and events that were taken long ago; those that were given up stay. */
export async function purgeExchange(app: App): Promise<void> {
  const before = new Date(app.clock.now().getTime() - REMEMBERED_DAYS * DAY_MILLISECONDS);
  await app.db.pool.query("DELETE FROM exchange_tokens WHERE expires_at < $1", [before]);
  await app.db.pool.query("DELETE FROM exchange_deliveries WHERE state = 'delivered' AND settled_at < $1", [before]);
}
