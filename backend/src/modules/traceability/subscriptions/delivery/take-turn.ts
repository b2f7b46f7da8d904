import type { App } from "../../../../platform/app.ts";
import { inTransaction, type Ctx } from "../../../../platform/context.ts";
import type { BundleSources } from "../../bundles/event-bundle.ts";
import type { Settled } from "../settled-sequence.ts";
import type { Subscription } from "../subscription.ts";
import { extendClaim, holdsClaim, releaseSubscription } from "./claims.store.ts";
import { dropPendingDelivery, markDelivered, markFailed, type Delivery } from "./deliveries.store.ts";
import { nextDelivery } from "./next-delivery.ts";
import { afterFailure, afterSuccess, claimMilliseconds, type Answer, type DeliveryPolicy } from "./outcome.ts";
import { send } from "./send.ts";

/**
 * One delivery of a claimed subscription. It is stored, then sent, and what came of it is stored with the mark in one transaction: a crash in between
 * makes the same document go out again under the same id.
 */
export async function takeTurn(
  app: App,
  claimed: Subscription,
  { settled, policy, sources }: { settled: Settled; policy: DeliveryPolicy; sources: BundleSources },
): Promise<void> {
  const delivery = await inTransaction(
    app,
    async (ctx) => {
      if (!(await holdsClaim(ctx, claimed))) return undefined;
      const next = await nextDelivery(ctx, sources, claimed, settled);
      // Making it may have taken its time; the sending has all of its own.
      if (next) await extendClaim(ctx, claimed.id, claimMilliseconds(policy));
      return next;
    },
    { isSnapshot: claimed.hasProofs },
  );
  if (!delivery) return;
  const answer = await send(app, claimed, delivery, policy.timeoutMilliseconds);
  await inTransaction(app, async (ctx) => {
    if (await holdsClaim(ctx, claimed)) await record(ctx, { subscription: claimed, delivery, answer, policy });
  });
}

interface Try {
  subscription: Subscription;
  delivery: Delivery;
  answer: Answer;
  policy: DeliveryPolicy;
}

async function record(ctx: Ctx, { subscription, delivery, answer, policy: { maxTries } }: Try): Promise<void> {
  const now = ctx.clock.now();
  if (answer.kind === "taken") {
    await markDelivered(ctx, delivery);
    return releaseSubscription(ctx, afterSuccess(subscription, delivery, now));
  }
  if (answer.kind === "too-large" && delivery.eventCount > 1) {
    await dropPendingDelivery(ctx, subscription.id);
    return releaseSubscription(ctx, { ...subscription, pageEvents: Math.ceil(delivery.eventCount / 2) });
  }
  const failure = answer.kind === "failed" ? answer : { kind: "failed" as const, problem: "It answered 413 to a single event." };
  const tries = delivery.tries + 1;
  const chance = (ctx.random.bytes(1)[0] ?? 0) / 255;
  const next = afterFailure(subscription, failure, { tries, maxTries, chance, now });
  await markFailed(ctx, delivery, { problem: failure.problem, isDead: next.state === "halted" });
  await releaseSubscription(ctx, next);
}
