import type { WorkerEvents } from "graphile-worker";
import { Client } from "pg";
import type { PlatformApp } from "./app.ts";
import type { Service } from "./module.ts";

/** Keeps our locks apart from other users of advisory locks in the same database. */
const LOCK_CLASS = 9_292_458;
const TURN_MILLISECONDS = 2_000;
/** A runner that lives has its lock before its first job is this old. */
const PATIENCE_SECONDS = 2;

/** Runners whose lock nobody holds, by the jobs that they still have. Two keys make an advisory lock of the kind 2. */
const DEAD_RUNNERS = `
  SELECT DISTINCT j.locked_by AS runner FROM graphile_worker.jobs j
  WHERE j.locked_at < now() - make_interval(secs => $2) AND NOT EXISTS (
    SELECT FROM pg_locks l WHERE l.locktype = 'advisory' AND l.granted AND l.classid = $1::oid AND l.objsubid = 2
      AND l.objid = (hashtext(j.locked_by)::bigint & 4294967295)::oid
      AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()))`;

export interface JobRescue extends Service {
  /**
   * Keeps a lock for each runner that these events tell of, as long as it lives.
   *
   * @returns says that it lives no more, whatever the events tell
   */
  follow(events: WorkerEvents): () => void;
}

/**
 * Gives the jobs of dead runners back. The queue itself frees them after four hours; but a runner shows that it lives by an advisory lock, which ends
 * with its process, so that others need not wait. It is dead when nobody holds its lock at two looks in a row over one connection: a server that was
 * started anew has broken everybody's, and each gets its own again within a turn. A runner that is taken for dead by mistake does no harm: a job may run twice.
 */
export function startJobRescue({ config, log: appLog }: Pick<PlatformApp, "config" | "log">): JobRescue {
  const log = appLog.child({ part: "jobs" });
  const living = new Set<string>();
  let locked = new Set<string>();
  /** Whose lock nobody held at the last look over this connection. */
  let suspects = new Set<string>();
  let client: Client | null = null;
  let isStopped = false;
  let turning: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  const connected = async (): Promise<Client> => {
    if (client) return client;
    const fresh = new Client({ connectionString: config.databaseUrl.reveal(), connectionTimeoutMillis: 5_000 });
    const forget = (): void => {
      if (client === fresh) client = null;
    };
    fresh.on("error", forget).on("end", forget);
    await fresh.connect();
    locked = new Set();
    suspects = new Set();
    return (client = fresh);
  };
  const turn = async (): Promise<void> => {
    const connection = await connected();
    for (const runner of [...living].filter((one) => !locked.has(one))) {
      const { rows } = await connection.query<{ is: boolean }>("SELECT pg_try_advisory_lock($1, hashtext($2)) AS is", [LOCK_CLASS, runner]);
      if (rows[0]?.is) locked.add(runner);
    }
    for (const runner of [...locked].filter((one) => !living.has(one))) {
      await connection.query("SELECT pg_advisory_unlock($1, hashtext($2))", [LOCK_CLASS, runner]);
      locked.delete(runner);
    }
    const { rows } = await connection.query<{ runner: string }>(DEAD_RUNNERS, [LOCK_CLASS, PATIENCE_SECONDS]);
    const unheld = new Set(rows.map(({ runner }) => runner));
    const dead = [...unheld].filter((runner) => suspects.has(runner));
    suspects = unheld;
    if (dead.length === 0) return;
    await connection.query("SELECT graphile_worker.force_unlock_workers($1::text[])", [dead]);
    log.warn({ runners: dead }, "jobs of dead runners were given back");
  };
  const schedule = (milliseconds: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      turning = turn()
        .catch((error: unknown) => log.warn({ err: error }, "dead runners cannot be looked for"))
        .finally(() => void (isStopped || schedule(TURN_MILLISECONDS)));
    }, milliseconds);
  };
  schedule(0);
  return {
    follow(events) {
      const ids: string[] = [];
      events.on("pool:create", ({ workerPool: { id } }) => {
        ids.push(id);
        living.add(id);
        // Its lock is not to come after its first jobs.
        void turning.then(() => isStopped || schedule(0));
      });
      events.on("pool:release", ({ workerPool }) => living.delete(workerPool.id));
      return () => ids.forEach((id) => living.delete(id));
    },
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await turning;
      await client?.end().catch(() => undefined);
    },
  };
}
