import type { App } from "../../../platform/app.ts";
import { inTransaction, type Ctx } from "../../../platform/context.ts";

/** The queue gives a job of a dead worker to another after four hours; a minute is long enough for a living one to be at it. */
export const LEFT_AFTER_SECONDS = 60;
/** As many as one look works off; the rest waits for the next. */
const MAX_CAPTURES = 1_000;

/**
 * Works off captures that were accepted and not finished, as a worker leaves them that was killed. Safe beside workers that are alive: a
 * capture is done once, by whoever holds its row.
 *
 * @param ageSeconds How long ago a capture must have been accepted.
 */
export async function finishLeftCaptures(app: App, run: (ctx: Ctx, id: string) => Promise<void>, ageSeconds: number): Promise<void> {
  const { rows } = await app.db.pool.query<{ id: string }>(
    `SELECT id FROM capture_jobs WHERE finished_at IS NULL AND created_at <= $1 ORDER BY created_at LIMIT ${MAX_CAPTURES}`,
    [new Date(app.clock.now().getTime() - ageSeconds * 1_000)],
  );
  for (const { id } of rows) {
    // One that fails stays for the queue, which tells of it; others must not wait for it.
    await inTransaction(app, (ctx) => run(ctx, id)).catch((error: unknown) =>
      app.log.warn({ err: error, capture: id }, "a capture is still unfinished"),
    );
  }
}
