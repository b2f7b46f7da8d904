import type { App } from "../../../../platform/app.ts";

/** How long it can be seen that something was delivered. */
const DAYS = 7;
const DAY_MILLISECONDS = 86_400_000;

export const PURGE_TASK = "traceability:purge-deliveries";
export const PURGE_CRONTAB = [`23 * * * * ${PURGE_TASK}`];

/** Forgets old deliveries that were taken; those that were given up stay. */
export async function purgeDeliveries(app: App): Promise<void> {
  const before = new Date(app.clock.now().getTime() - DAYS * DAY_MILLISECONDS);
  await app.db.pool.query("DELETE FROM deliveries WHERE state = 'delivered' AND settled_at < $1", [before]);
}
