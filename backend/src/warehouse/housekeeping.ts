import type { JobHandler } from "../platform/jobs.ts";
import type { Warehouse } from "./warehouse.ts";
import { discardExpired } from "./shipments/discard-expired.ts";
import { renewExpired } from "./shipments/renew-expired.ts";
import { destroySpentKeys } from "./shipments/spent-keys.ts";

/** Where goods went is nobody's business any more after this long; the order is the shop's. */
const KEEPS_ADDRESSES_DAYS = 30;

/** How those are called who have left, for who asks after what they did; their ids stay in the log. */
const KEEPS_NAMES_DAYS = 90;

/** Clears away what has had its time: addresses of customers, names of those who left, answers under keys, failures to sign in, devices that never came, news, whole allowances. */
async function purge(app: Warehouse): Promise<void> {
  const { db, clock } = app;
  const before = (days: number) => new Date(clock.now().getTime() - days * 86_400_000);
  await db.pool.query(
    `UPDATE shipments SET delivery_sealed = NULL, delivery_key = NULL, country = NULL
     WHERE delivery_key IS NOT NULL AND changed_at < $1 AND state = 'shipped'`,
    [before(KEEPS_ADDRESSES_DAYS)],
  );
  await db.pool.query("UPDATE staff SET name_sealed = NULL, name_index = NULL WHERE name_sealed IS NOT NULL AND ended_at < $1", [
    before(KEEPS_NAMES_DAYS),
  ]);
  await destroySpentKeys(app);
  await db.pool.query("DELETE FROM idempotency_keys WHERE created_at < $1", [before(2)]);
  await db.pool.query("DELETE FROM staff_attempts WHERE since < $1", [before(1)]);
  // Whoever was away for longer asks for everything anew.
  await db.pool.query("DELETE FROM floor_news WHERE at < $1", [before(1)]);
  // Nobody wrote their code; the log says that they were to be.
  await db.pool.query("DELETE FROM staff_devices WHERE enrolled_at IS NULL AND added_at < $1", [before(1)]);
  // A whole allowance is one that nobody has used.
  await db.pool.query("DELETE FROM allowances WHERE whole_at < (extract(epoch FROM clock_timestamp()) * 1000000)::bigint");
}

/** First out of shipments, then off the shelf. */
async function takeOutExpired(app: Warehouse): Promise<void> {
  await renewExpired(app);
  await discardExpired(app);
}

export const WAREHOUSE_JOBS: Readonly<Record<string, JobHandler<Warehouse>>> = {
  "warehouse:purge": purge,
  "warehouse:take-out-expired": takeOutExpired,
};
export const WAREHOUSE_CRONTAB = [
  "17 * * * * warehouse:purge",
  "* * * * * warehouse:take-out-expired",
  "*/15 * * * * stock:recompute",
].join("\n");
