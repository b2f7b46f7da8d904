import type { App } from "../../../platform/app.ts";
import { inTransaction } from "../../../platform/context.ts";
import { addDelivery, findPending, settle, type PendingDelivery } from "./deliveries.store.ts";
import { findHost, sendEvent } from "./host.ts";

const FIRST_PAUSE_MILLISECONDS = 1_000;
const LONGEST_PAUSE_MILLISECONDS = 3_600_000;
const MAX_PROBLEM_CHARACTERS = 500;

/**
 * Sends a stored event once. The outcome is stored afterwards: a crash in between sends the very same event again, under the same id, by which its
 * receiver knows it. A failure is followed by another try after a growing pause, until three days have passed.
 */
export async function deliver(app: App, id: string): Promise<void> {
  const pending = await findPending({ tx: app.db.dataSource.manager }, id);
  if (pending === undefined) return;
  const problem = await trySending(app, pending);
  await inTransaction(app, async (ctx) => {
    if (problem === null) return settle(ctx, id, { state: "delivered", problem });
    const isOver = ctx.clock.now() >= pending.giveUpAt;
    await settle(ctx, id, { state: isOver ? "dead" : "pending", problem });
    if (!isOver) await addDelivery(ctx, id, new Date(ctx.clock.now().getTime() + pauseAfter(pending.tries, app)));
  });
}

async function trySending(app: App, { partnerId, body }: PendingDelivery): Promise<string | null> {
  try {
    const host = await findHost(app, partnerId);
    if (host === undefined) return "Nobody has said where the partner's host system is.";
    await sendEvent(app, host, body);
    return null;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    // Postgres stores no zero bytes.
    return reason.replaceAll("\0", "").slice(0, MAX_PROBLEM_CHARACTERS);
  }
}

/** Doubled each time, and spread, so that what failed together does not come again together. */
function pauseAfter(tries: number, { random }: App): number {
  const chance = (random.bytes(1)[0] ?? 0) / 255;
  return Math.min(FIRST_PAUSE_MILLISECONDS * 2 ** Math.min(tries, 20), LONGEST_PAUSE_MILLISECONDS) * (0.5 + chance / 2);
}
