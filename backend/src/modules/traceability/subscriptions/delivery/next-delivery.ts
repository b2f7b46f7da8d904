import type { Ctx } from "../../../../platform/context.ts";
import { newUuid } from "../../../../platform/ids.ts";
import type { Settled } from "../settled-sequence.ts";
import type { Subscription } from "../subscription.ts";
import { windowDocument } from "../window-document.ts";
import { releaseSubscription } from "./claims.store.ts";
import { findPendingDelivery, insertDelivery, type Delivery } from "./deliveries.store.ts";
import { rested } from "./outcome.ts";

/** Events of one delivery: few enough for any receiver. */
export const MAX_DELIVERY_EVENTS = 100;

/**
 * What a subscription has to send next: what is on its way already, or a new document, stored with this transaction. Undefined when there is nothing;
 * then the subscription rests, or looks further in its next turn.
 */
export async function nextDelivery(ctx: Ctx, subscription: Subscription, settled: Settled): Promise<Delivery | undefined> {
  const pending = await findPendingDelivery(ctx, subscription.id);
  if (pending) return pending;
  const id = newUuid(ctx.random);
  const { text, count, through, isLast } = await windowDocument(ctx, subscription, {
    after: subscription.mark,
    settled: settled.through,
    limit: subscription.pageEvents,
    idOf: () => `urn:uuid:${id}`,
    subscriptionID: subscription.id,
  });
  const { schedule, reportIfEmpty, hasReported } = subscription;
  const isEmptyReport = isLast && schedule !== null && reportIfEmpty && !hasReported;
  if (count === 0 && !isEmptyReport) {
    const moved = { ...subscription, mark: through };
    await releaseSubscription(ctx, isLast ? rested(moved, { now: ctx.clock.now(), asOf: settled.asOf }) : moved);
    return undefined;
  }
  const delivery: Delivery = {
    id,
    subscriptionId: subscription.id,
    after: subscription.mark,
    through,
    isLast,
    asOf: settled.asOf,
    eventCount: count,
    body: text,
    tries: 0,
  };
  await insertDelivery(ctx, delivery);
  return delivery;
}
