import type { PlatformApp } from "./app.ts";

/** Keeps our locks apart from other users of advisory locks in the same database. */
const LOCK_CLASS = 9_292_462;
/** Who has a turn and was silent for this long is stopped, swapped out or cut off: the server ends its connection, and with it the turn. */
const SILENCE_MILLISECONDS = 15_000;
/** Who lives says so this often in that time. */
const BEATS = 5;

/**
 * Does a piece of work while nobody else does one of that name, in whichever process. Who comes meanwhile waits, and has a connection of the pool for as
 * long. The name is free as soon as the process that holds it is gone, and a while after it came to stand still. Two names may happen to be one; a
 * connection that breaks ends the turn before the work: taking turns saves work and trouble, and is not what keeps anything from being done twice.
 *
 * @example
 * await inTurn(app, `order ${id}`, () => runSaga(app, partners, id));
 */
export async function inTurn<Result>(
  { db }: Pick<PlatformApp, "db">,
  name: string,
  work: () => Promise<Result>,
  silenceMilliseconds = SILENCE_MILLISECONDS,
): Promise<Result> {
  const client = await db.pool.connect();
  // With the connection goes the lock, whatever became of it.
  let isOver = false;
  let beat: NodeJS.Timeout | undefined;
  try {
    await client.query("SELECT set_config('idle_session_timeout', $3, false), pg_advisory_lock($1, hashtext($2))", [
      ...[LOCK_CLASS, name, String(silenceMilliseconds)],
    ]);
    beat = setInterval(() => void client.query("SELECT").catch(() => undefined), silenceMilliseconds / BEATS);
    const result = await work();
    clearInterval(beat);
    await client
      .query("SELECT set_config('idle_session_timeout', '0', false), pg_advisory_unlock($1, hashtext($2))", [LOCK_CLASS, name])
      .then(
        () => (isOver = true),
        () => undefined,
      );
    return result;
  } finally {
    clearInterval(beat);
    client.release(!isOver);
  }
}
