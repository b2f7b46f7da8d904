import type { Ctx } from "../../../../platform/context.ts";
import { newUuid } from "../../../../platform/ids.ts";
import type { BundleSources } from "../../bundles/event-bundle.ts";
import type { Settled } from "../settled-sequence.ts";
import type { Subscription } from "../subscription.ts";
import { windowDocument, type WindowDocument } from "../window-document.ts";
import { releaseSubscription } from "./claims.store.ts";
import {
  dropPendingDelivery,
  findPendingDelivery,
  insertDelivery,
  rewriteDelivery,
  type Delivery,
  type PendingDelivery,
} from "./deliveries.store.ts";
import { rested } from "./outcome.ts";

/** Events of one delivery: few enough for any receiver. */
export const MAX_DELIVERY_EVENTS = 100;

/** While the index of events is made again, a document of old events cannot be. */
const INDEX_PAUSE_MILLISECONDS = 1_000;

/**
 * What a subscription has to send next: what is on its way already, or a new document, stored with this transaction. Undefined when there is nothing;
 * then the subscription rests, or looks further in its next turn.
 */
export async function nextDelivery(
  ctx: Ctx,
  sources: BundleSources,
  subscription: Subscription,
  settled: Settled,
): Promise<Delivery | undefined> {
  const pending = await findPendingDelivery(ctx, subscription.id);
  if (pending) return pending.body === null ? remadeDelivery(ctx, sources, { subscription, pending }) : { ...pending, body: pending.body };
  const id = newUuid(ctx.random);
  const { text, count, through, isLast } = await documentOf(ctx, sources, { subscription, id, settled: settled.through });
  if (count === 0 && !(isLast && reportsNothing(subscription))) {
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

/** The subscriber may have taken it, so what is left of it goes out under the same id. Nothing left: it is forgotten, and the next is looked for. */
async function remadeDelivery(
  ctx: Ctx,
  sources: BundleSources,
  { subscription, pending }: { subscription: Subscription; pending: PendingDelivery },
): Promise<Delivery | undefined> {
  const { id, isLast } = pending;
  const { text, count, through } = await documentOf(ctx, sources, { subscription, id, settled: pending.through });
  if (through < pending.through) {
    await releaseSubscription(ctx, { ...subscription, dueAt: new Date(ctx.clock.now().getTime() + INDEX_PAUSE_MILLISECONDS) });
    return undefined;
  }
  if (count === 0 && !(isLast && reportsNothing(subscription))) {
    await dropPendingDelivery(ctx, subscription.id);
    await releaseSubscription(ctx, { ...subscription, mark: through });
    return undefined;
  }
  const delivery: Delivery = { ...pending, eventCount: count, body: text };
  await rewriteDelivery(ctx, delivery);
  return delivery;
}

function documentOf(
  ctx: Ctx,
  sources: BundleSources,
  { subscription, id, settled }: { subscription: Subscription; id: string; settled: bigint },
): Promise<WindowDocument> {
  return windowDocument(ctx, sources, subscription, {
    after: subscription.mark,
    settled,
    limit: subscription.pageEvents,
    idOf: () => `urn:uuid:${id}`,
    subscriptionID: subscription.id,
  });
}

/** A schedule that came true is told that there is nothing, if its subscriber wants to know. */
function reportsNothing({ schedule, reportIfEmpty, hasReported }: Subscription): boolean {
  return schedule !== null && reportIfEmpty && !hasReported;
}
