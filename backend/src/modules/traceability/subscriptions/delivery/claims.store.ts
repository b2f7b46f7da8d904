import { selectRows, type Ctx } from "../../../../platform/context.ts";
import type { Settled } from "../settled-sequence.ts";
import { SUBSCRIPTION_COLUMNS, subscriptionOf, type Subscription, type SubscriptionRow } from "../subscription.ts";

type Writing = Pick<Ctx, "tx" | "clock">;

export interface ClaimWish {
  settled: Settled;
  limit: number;
  /** How long the claim holds. */
  milliseconds: number;
}

/**
 * Takes subscriptions that have something to do, the longest waiting first, so that nobody else takes them while the claim holds. A claim of a process
 * that died runs out. A schedule waits until everything that was stored before its time is settled.
 */
export async function claimSubscriptions(ctx: Writing, { settled, limit, milliseconds }: ClaimWish): Promise<Subscription[]> {
  const now = ctx.clock.now();
  const rows = await selectRows<SubscriptionRow>(
    ctx,
    `UPDATE subscriptions SET claim = claim + 1, claimed_until = $3 WHERE id IN (
       SELECT id FROM subscriptions
       WHERE state = 'active' AND (due_at <= $1 OR (due_at IS NULL AND mark < $2)) AND (schedule IS NULL OR due_at <= $5) AND (claimed_until IS NULL OR claimed_until <= $1)
       ORDER BY coalesce(due_at, notified_at, created_at), id LIMIT $4 FOR UPDATE SKIP LOCKED
     ) RETURNING ${SUBSCRIPTION_COLUMNS}`,
    [now, String(settled.through), new Date(now.getTime() + milliseconds), limit, settled.asOf],
  );
  return rows.map(subscriptionOf);
}

/** Locks the subscription while the claim is the last one; false when its result no longer counts. */
export async function holdsClaim(ctx: Pick<Ctx, "tx">, { id, claim }: Pick<Subscription, "id" | "claim">): Promise<boolean> {
  const rows = await selectRows(ctx, "SELECT 1 FROM subscriptions WHERE id = $1 AND claim = $2 FOR UPDATE", [id, String(claim)]);
  return rows.length > 0;
}

/** Lets a claim hold for another while. */
export async function extendClaim(ctx: Writing, id: string, milliseconds: number): Promise<void> {
  const until = new Date(ctx.clock.now().getTime() + milliseconds);
  await ctx.tx.query("UPDATE subscriptions SET claimed_until = $2 WHERE id = $1", [id, until]);
}

/** Where a turn has left a subscription. */
export type Outcome = Pick<
  Subscription,
  "id" | "mark" | "dueAt" | "state" | "problem" | "pageEvents" | "hasReported" | "executedAt" | "notifiedAt"
>;

/** Stores it, and ends the claim. */
export async function releaseSubscription(ctx: Pick<Ctx, "tx">, outcome: Outcome): Promise<void> {
  const { id, mark, dueAt, state, problem, pageEvents, hasReported, executedAt, notifiedAt } = outcome;
  await ctx.tx.query(
    `UPDATE subscriptions SET claimed_until = NULL, mark = $2, due_at = $3, state = $4, problem = $5, page_events = $6, has_reported = $7,
       executed_at = $8, notified_at = $9 WHERE id = $1`,
    [id, String(mark), dueAt, state, problem, pageEvents, hasReported, executedAt, notifiedAt],
  );
}
