import type { ReplayRequest } from "@waybill/protocol/schemas/api/subscriptions";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import { dropPendingDelivery, settleDeadLetters } from "./delivery/deliveries.store.ts";
import type { Subscription } from "./subscription.ts";
import { markBefore } from "./subscriptions.store.ts";

// Each of these counts the claim up, so that the outcome of a sending that is under way no longer counts.
const ENDS_CLAIM = "claim = claim + 1, claimed_until = NULL";

/** Sends nothing until it is resumed. What is under way may still arrive, and comes again under its id. */
export async function pauseSubscription(ctx: Pick<Ctx, "tx">, id: string): Promise<void> {
  await ctx.tx.query(`UPDATE subscriptions SET state = 'paused', ${ENDS_CLAIM} WHERE id = $1`, [id]);
}

/** Goes on where it stopped; what waits for its next try, or was given up there last, is sent at once and has all its tries again. */
export async function resumeSubscription(ctx: Pick<Ctx, "tx" | "clock">, { id, mark }: Subscription): Promise<void> {
  const waiting = await selectRows(
    ctx,
    `UPDATE deliveries SET state = 'pending', tries = 0, settled_at = NULL WHERE id = (
       SELECT id FROM deliveries WHERE subscription_id = $1 AND after = $2 AND (state = 'pending' OR (state = 'dead' AND body IS NOT NULL))
       ORDER BY state = 'pending' DESC, created_at DESC, id DESC LIMIT 1
     ) RETURNING id`,
    [id, String(mark)],
  );
  await ctx.tx.query(
    `UPDATE subscriptions SET state = 'active', problem = NULL, due_at = CASE WHEN $2 THEN $3::timestamptz ELSE due_at END, ${ENDS_CLAIM}
     WHERE id = $1`,
    [id, waiting.length > 0, ctx.clock.now()],
  );
}

/**
 * Moves the mark, back or on. Everything behind it is sent in new documents under new ids; a subscription that was halted goes on.
 *
 * @param settled What cannot be read yet cannot be skipped either.
 */
export async function replaySubscription(ctx: Pick<Ctx, "tx">, { id }: Subscription, to: ReplayRequest, settled: bigint): Promise<void> {
  const from = "from" in to ? new Date(to.from) : null;
  const wanted = "after" in to ? BigInt(to.after) : await markBefore(ctx, new Date(to.from), settled);
  const mark = wanted < settled ? wanted : settled;
  await dropPendingDelivery(ctx, id);
  await settleDeadLetters(ctx, id);
  await ctx.tx.query(
    `UPDATE subscriptions SET mark = $2, initial_record_time = $3, has_reported = false, problem = NULL,
       state = CASE WHEN state = 'halted' THEN 'active' ELSE state END, due_at = CASE WHEN schedule IS NULL THEN NULL ELSE due_at END, ${ENDS_CLAIM}
     WHERE id = $1`,
    [id, String(mark), from],
  );
}
