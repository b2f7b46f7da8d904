import type { App } from "./app.ts";
import { IDEMPOTENCY_HOURS } from "./http/idempotency.ts";
import { sweepUploads } from "./http/receive-file.ts";
import type { JobHandler } from "./jobs.ts";

/** How far back a stream can be resumed. */
const OUTBOX_DAYS = 7;
const HOUR = 3_600_000;

/** Deletes stored answers and messages that nobody can ask for any more. */
async function purge(app: App): Promise<void> {
  const now = app.clock.now().getTime();
  await app.db.pool.query("DELETE FROM idempotency_keys WHERE created_at < $1", [new Date(now - IDEMPOTENCY_HOURS * HOUR)]);
  await app.db.pool.query("DELETE FROM outbox WHERE created_at < $1", [new Date(now - OUTBOX_DAYS * 24 * HOUR)]);
  // A whole allowance is one that nobody has used.
  await app.db.pool.query("DELETE FROM allowances WHERE whole_at < (extract(epoch FROM clock_timestamp()) * 1000000)::bigint");
  await sweepUploads(app);
}

export const HOUSEKEEPING_JOBS: Readonly<Record<string, JobHandler>> = { "platform:purge": purge };
export const HOUSEKEEPING_CRONTAB = ["17 * * * * platform:purge"];
