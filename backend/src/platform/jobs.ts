import { Logger as WorkerLogger, run, runMigrations } from "graphile-worker";
import type { App, PlatformApp } from "./app.ts";
import type { Ctx } from "./context.ts";
import { startJobRescue } from "./job-rescue.ts";
import { keepRunner } from "./job-runners.ts";
import type { Service } from "./module.ts";

/** Does one job; throwing means: try again later, with growing pauses. Must be safe to run twice. */
export type JobHandler<Application = App> = (app: Application, payload: unknown) => Promise<void>;

export interface AddJobOptions {
  /** Jobs with the same key are one job; the newest payload wins while it has not started. */
  jobKey?: string;
  runAt?: Date;
  maxAttempts?: number;
}

/** Enqueues in the caller's transaction: the job exists if, and only if, its cause does. */
export async function addJob(ctx: Pick<Ctx, "tx">, task: string, payload: object, options: AddJobOptions = {}): Promise<void> {
  await ctx.tx.query(
    // The queue's own function, for those as well who may not touch its tables.
    `SELECT waybill_add_job($1, $2::json, $3, $4, $5, NULL)`,
    [task, JSON.stringify(payload), options.jobKey ?? null, options.runAt ?? null, options.maxAttempts ?? null],
  );
}

/**
 * Without it the queue's runner notes what became of a job by a promise that nobody holds: where the database goes away in that moment, its rejection would
 * end the process.
 */
const HELD_PROMISES = { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } };

/** Creates or updates the queue's own schema. */
export async function migrateJobs(app: Pick<PlatformApp, "db" | "log">): Promise<void> {
  await runMigrations({ pgPool: app.db.pool, logger: workerLogger(app) });
}

/**
 * Works off jobs until stopped, whatever becomes of the database in between; a stop waits for the jobs in hand.
 *
 * @param handlers Task name to handler, of all modules.
 * @param crontab Recurring tasks in graphile-worker's crontab format.
 */
export async function startWorker<Application extends PlatformApp>(
  app: Application,
  handlers: Readonly<Record<string, JobHandler<Application>>>,
  crontab = "",
): Promise<Service> {
  const taskList = Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [name, (payload: unknown) => handler(app, payload)]),
  );
  const rescue = startJobRescue(app);
  const runner = await keepRunner(app, rescue, (events) =>
    run({
      ...{ pgPool: app.db.pool, taskList, crontab, concurrency: 4, noHandleSignals: true, pollInterval: 2_000 },
      ...{ logger: workerLogger(app), events, preset: HELD_PROMISES },
    }),
  ).catch(async (error: unknown) => {
    await rescue.stop();
    throw error;
  });
  return {
    async stop() {
      await runner.stop();
      await rescue.stop();
    },
  };
}

function workerLogger(app: Pick<PlatformApp, "log">): WorkerLogger {
  return new WorkerLogger(() => (level, message, meta) => {
    const log = app.log.child({ part: "jobs" });
    if (level === "error") log.error({ meta }, message);
    else if (level === "warning") log.warn({ meta }, message);
    else log.debug(message);
  });
}
