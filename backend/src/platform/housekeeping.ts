import type { PlatformApp } from "./app.ts";
import { sweepUploads } from "./http/receive-file.ts";
import type { JobHandler } from "./jobs.ts";

/** Clears away what is nobody's: whole allowances, and files of requests that ended. */
async function purge(app: PlatformApp): Promise<void> {
  // A whole allowance is one that nobody has used.
  await app.db.pool.query("DELETE FROM allowances WHERE whole_at < (extract(epoch FROM clock_timestamp()) * 1000000)::bigint");
  await sweepUploads(app);
}

export const HOUSEKEEPING_JOBS: Readonly<Record<string, JobHandler<PlatformApp>>> = { "platform:purge": purge };
export const HOUSEKEEPING_CRONTAB = ["17 * * * * platform:purge"];
