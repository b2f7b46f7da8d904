import type { EntityManager } from "typeorm";
import type { StreamMessage } from "@waybill/protocol/schemas/api/stream";
import type { PlatformApp } from "./app.ts";
import { writeActs, type AuditAct } from "./audit.ts";
import { currentCaller, type Caller } from "./caller.ts";
import type { Clock } from "./clock.ts";
import { newTraceId, type Random } from "./ids.ts";
import type { Logger } from "./logging.ts";
import { writeMessages } from "./outbox.ts";

/** What runs SQL: a transaction of TypeORM, or the indexer's own connection. */
export interface Queryable {
  query<Rows = unknown>(sql: string, parameters?: unknown[]): Promise<Rows>;
}

/** One unit of work: its transaction and what it may ask. First parameter of every service method. */
export interface Ctx {
  tx: EntityManager;
  clock: Clock;
  random: Random;
  traceId: string;
  log: Logger;
  /** Messages to be published when the transaction commits; see `publish`. */
  messages: StreamMessage[];
  /** What goes into the audit log when it does; see `record`. */
  acts: AuditAct[];
}

/** A unit of work of the indexer, which loads no ORM: SQL only. */
export interface HookCtx extends Omit<Ctx, "tx" | "acts"> {
  tx: Queryable;
}

/**
 * Runs `work` in one transaction: all of it is stored, messages, jobs and audit included, or nothing is.
 *
 * In a request of somebody who showed who it is, Postgres keeps private rows of others from every query in it, whatever the query says.
 *
 * @param options.traceId Links the work to the request that caused it.
 * @param options.isSnapshot For work that only reads: all its queries see the database at one moment.
 */
export async function inTransaction<Result>(
  app: Pick<PlatformApp, "clock" | "random" | "log"> & { db: Pick<PlatformApp["db"], "dataSource"> },
  work: (ctx: Ctx) => Promise<Result>,
  { traceId = newTraceId(app.random), isSnapshot = false }: { traceId?: string; isSnapshot?: boolean } = {},
): Promise<Result> {
  const caller = currentCaller();
  const run = async (tx: EntityManager): Promise<Result> => {
    if (caller) await becomeCaller(tx, caller);
    const ctx: Ctx = { tx, clock: app.clock, random: app.random, traceId, log: app.log.child({ traceId }), messages: [], acts: [] };
    const result = await work(ctx);
    await writeActs(ctx);
    await writeMessages(ctx);
    return result;
  };
  const { dataSource } = app.db;
  // READ COMMITTED is what Postgres begins with: to say so is a round trip more for every transaction.
  return isSnapshot ? dataSource.transaction("REPEATABLE READ", run) : dataSource.transaction(run);
}

/**
 * For a job that only reads, before it asks somebody or begins its transaction. Each query sees what is committed by then, as those of a transaction do, and
 * is one round trip instead of three. Not for requests: no policy keeps private rows from it.
 */
export function reading({ db }: { db: Pick<PlatformApp["db"], "dataSource"> }): Pick<Ctx, "tx"> {
  return { tx: db.dataSource.manager };
}

/** Puts the rest of a transaction under the policies of migration 740; settings and role end with it. */
async function becomeCaller(tx: EntityManager, { account, person }: Caller): Promise<void> {
  await tx.query(
    "SELECT set_config('waybill.account', $1, true), set_config('waybill.person', $2, true), set_config('role', 'waybill_request', true)",
    [account ?? "", person ?? ""],
  );
}

/**
 * Rows of a query, typed by the caller. Unlike `tx.query` it answers rows for UPDATE and DELETE … RETURNING, too.
 *
 * @example
 * const [row] = await selectRows<{ count: string }>(ctx, "SELECT count(*) FROM statements WHERE account = $1", [account]);
 */
export async function selectRows<Row>({ tx }: Pick<HookCtx, "tx">, sql: string, parameters: unknown[] = []): Promise<Row[]> {
  const raw: unknown = await tx.query(sql, parameters);
  const isUpdate = Array.isArray(raw) && raw.length === 2 && Array.isArray(raw[0]) && typeof raw[1] === "number";
  return (isUpdate ? raw[0] : raw) as Row[];
}
