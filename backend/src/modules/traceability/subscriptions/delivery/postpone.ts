import type { App } from "../../../../platform/app.ts";
import { inTransaction } from "../../../../platform/context.ts";
import { ProblemError } from "../../../../platform/errors.ts";
import type { Subscription } from "../subscription.ts";
import { holdsClaim, releaseSubscription } from "./claims.store.ts";

/** A query that took too long, or a database that was away: both may be better then. */
const PAUSE_MILLISECONDS = 60_000;

/** Puts a subscription off whose turn broke on our side. No try is counted: its subscriber has done nothing wrong. */
export async function postpone(app: App, subscription: Subscription, cause: unknown): Promise<void> {
  await inTransaction(app, async (ctx) => {
    if (!(await holdsClaim(ctx, subscription))) return;
    const problem = cause instanceof ProblemError ? cause.detail : "The events could not be read or the outcome not be stored.";
    const dueAt = new Date(ctx.clock.now().getTime() + PAUSE_MILLISECONDS);
    await releaseSubscription(ctx, { ...subscription, problem, dueAt });
  });
}
