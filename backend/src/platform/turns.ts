import type { PlatformApp } from "./app.ts";

/** Keeps our locks apart from other users of advisory locks in the same database. */
const LOCK_CLASS = 9_292_462;

/**
 * Does a piece of work while nobody else does one of that name, in whichever process. Who comes meanwhile waits, and has a connection of the pool for as
 * long. The name is free as soon as the process that holds it is gone. Two names may happen to be one; a connection that breaks ends the turn before the
 * work: taking turns saves work and trouble, and is not what keeps anything from being done twice.
 *
 * @example
 * await inTurn(app, `order ${id}`, () => runSaga(app, partners, id));
 */
export async function inTurn<Result>({ db }: Pick<PlatformApp, "db">, name: string, work: () => Promise<Result>): Promise<Result> {
  const client = await db.pool.connect();
  // With the connection goes the lock, whatever became of it.
  let isOver = false;
  try {
    await client.query("SELECT pg_advisory_lock($1, hashtext($2))", [LOCK_CLASS, name]);
    const result = await work();
    await client.query("SELECT pg_advisory_unlock($1, hashtext($2))", [LOCK_CLASS, name]).then(
      () => (isOver = true),
      () => undefined,
    );
    return result;
  } finally {
    client.release(!isOver);
  }
}
