import { expect } from "chai";
import { createDatabase } from "../../../test/support/postgres.ts";
import type { App } from "../../src/platform/app.ts";
import { openDatabase, type Database } from "../../src/platform/database.ts";
import { migrateJobs, startWorker, type JobHandler } from "../../src/platform/jobs.ts";
import { createLogger } from "../../src/platform/logging.ts";
import type { Service } from "../../src/platform/module.ts";
import { testConfig } from "../support/backend.ts";
import { waitFor } from "../support/wait-for.ts";

describe("the job queue", function () {
  this.timeout(60_000);
  let app: App;
  let db: Database;
  const started: Service[] = [];
  beforeEach(async () => {
    const { url } = await createDatabase();
    const log = createLogger("silent");
    db = await openDatabase({ url, entities: [], migrations: [], log });
    app = { db, log, config: testConfig(url) } as App;
    await migrateJobs(app);
  });
  afterEach(async () => {
    for (const service of started.splice(0)) await service.stop();
    await db.close();
  });

  async function work(handlers: Record<string, JobHandler>): Promise<void> {
    started.push(await startWorker(app, handlers));
  }
  const add = (task: string) => db.pool.query("SELECT graphile_worker.add_job($1)", [task]);
  const lockOf = async (task: string): Promise<string | null> =>
    (await db.pool.query<{ by: string }>("SELECT locked_by AS by FROM graphile_worker.jobs WHERE task_identifier = $1", [task])).rows[0]
      ?.by ?? null;
  const age = (task: string, by: string | null) =>
    db.pool.query(
      `UPDATE graphile_worker._private_jobs SET locked_at = now() - interval '1 minute', locked_by = coalesce($2, locked_by)
       WHERE task_id = (SELECT id FROM graphile_worker._private_tasks WHERE identifier = $1)`,
      [task, by],
    );

  const countLocks = async (): Promise<number> =>
    (await db.pool.query("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2 AND granted")).rows.length;

  it("gives back what a dead worker held, and leaves a living one what it holds", async () => {
    let finish = (): void => undefined;
    let begun = 0;
    await work({
      long: () => {
        begun++;
        return new Promise((resolve) => (finish = resolve));
      },
    });
    await add("long");
    await waitFor("the long job", async () => (begun > 0 ? true : undefined));
    await waitFor("the lock of the living", async () => ((await countLocks()) >= 1 ? true : undefined));
    const holder = await lockOf("long");
    await add("lost");
    await age("lost", "worker-of-a-process-that-was-killed");
    await age("long", null);
    let saved = false;
    await work({ lost: async () => void (saved = true) });
    await waitFor("the lost job", async () => (saved ? true : undefined));
    expect([await lockOf("long"), begun]).to.deep.equal([holder, 1]);
    finish();
  });
});
