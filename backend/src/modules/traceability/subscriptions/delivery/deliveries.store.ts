import { selectRows, type Ctx } from "../../../../platform/context.ts";

/** A document for one subscriber: stored before it is sent, so that it is the same at each try. */
export interface Delivery {
  id: string;
  subscriptionId: string;
  /** Sequences that it covers: behind the first, up to the second. */
  after: bigint;
  through: bigint;
  /** Nothing more was there to send when it was made. */
  isLast: boolean;
  /** Everything recorded before this was looked at when it was made, if it is the last. */
  asOf: Date;
  eventCount: number;
  body: string;
  /** Tries so far. */
  tries: number;
}

/** On its way. Without a body: something that it held was erased, so it is made again under its id, of the same sequences. */
export type PendingDelivery = Omit<Delivery, "body"> & { body: string | null };

type Writing = Pick<Ctx, "tx" | "clock">;

export async function findPendingDelivery(ctx: Pick<Ctx, "tx">, subscriptionId: string): Promise<PendingDelivery | undefined> {
  const [row] = await selectRows<Omit<PendingDelivery, "after" | "through"> & { after: string; through: string }>(
    ctx,
    `SELECT id, subscription_id AS "subscriptionId", after, through, is_last AS "isLast", as_of AS "asOf", event_count AS "eventCount", body, tries
     FROM deliveries WHERE subscription_id = $1 AND state = 'pending'`,
    [subscriptionId],
  );
  return row && { ...row, after: BigInt(row.after), through: BigInt(row.through) };
}

export async function insertDelivery(ctx: Writing, delivery: Delivery): Promise<void> {
  const { id, subscriptionId, after, through, isLast, asOf, eventCount, body } = delivery;
  await ctx.tx.query(
    `INSERT INTO deliveries (id, subscription_id, state, after, through, is_last, as_of, event_count, body, created_at)
     VALUES ($1, $2, 'pending', $3, $4, $5, $6, $7, $8, $9)`,
    [id, subscriptionId, String(after), String(through), isLast, asOf, eventCount, body, ctx.clock.now()],
  );
}

/** What is on its way has another text, of fewer events. */
export async function rewriteDelivery(ctx: Pick<Ctx, "tx">, { id, eventCount, body }: Delivery): Promise<void> {
  await ctx.tx.query("UPDATE deliveries SET event_count = $2, body = $3 WHERE id = $1", [id, eventCount, body]);
}

/** The subscriber has it: its text is no longer needed. */
export async function markDelivered(ctx: Writing, { id, tries }: Pick<Delivery, "id" | "tries">): Promise<void> {
  await ctx.tx.query("UPDATE deliveries SET state = 'delivered', body = NULL, problem = NULL, tries = $2, settled_at = $3 WHERE id = $1", [
    id,
    tries + 1,
    ctx.clock.now(),
  ]);
}

/** One more try has failed. `dead`: the last one. */
export async function markFailed(
  ctx: Writing,
  { id, tries }: Pick<Delivery, "id" | "tries">,
  { problem, isDead }: { problem: string; isDead: boolean },
): Promise<void> {
  await ctx.tx.query("UPDATE deliveries SET state = $2, problem = $3, tries = $4, settled_at = $5 WHERE id = $1", [
    id,
    isDead ? "dead" : "pending",
    problem,
    tries + 1,
    isDead ? ctx.clock.now() : null,
  ]);
}

/** Forgets what is on its way, so that it is made anew. */
export async function dropPendingDelivery(ctx: Pick<Ctx, "tx">, subscriptionId: string): Promise<void> {
  await ctx.tx.query("DELETE FROM deliveries WHERE subscription_id = $1 AND state = 'pending'", [subscriptionId]);
}

/** What was given up can still be seen, but not be sent any more: a replay sends it in other documents, or leaves it out. */
export async function settleDeadLetters(ctx: Pick<Ctx, "tx">, subscriptionId: string): Promise<void> {
  await ctx.tx.query("UPDATE deliveries SET body = NULL WHERE subscription_id = $1 AND state = 'dead'", [subscriptionId]);
}
