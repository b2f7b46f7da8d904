import type { Ctx } from "../../../../platform/context.ts";
import { newUuid } from "../../../../platform/ids.ts";
import { queryDocument } from "../../epcis/query-document.ts";
import type { EventQuery } from "../../query/criteria.ts";
import { eventQueryOf, getNamedQuery } from "../../query/named-queries.ts";
import { limitTime } from "../../query/run-query.ts";
import { readWindow } from "../read-window.ts";
import type { Subscription } from "../subscription.ts";
import { releaseSubscription } from "./claims.store.ts";
import { findPendingDelivery, insertDelivery, type Delivery } from "./deliveries.store.ts";
import { rested } from "./outcome.ts";

/** Events of one delivery: few enough for any receiver. */
export const MAX_DELIVERY_EVENTS = 100;

/**
 * What a subscription has to send next: what is on its way already, or a new document, stored with this transaction. Undefined when there is nothing;
 * then the subscription rests, or looks further in its next turn.
 */
export async function nextDelivery(ctx: Ctx, subscription: Subscription, settled: bigint): Promise<Delivery | undefined> {
  const pending = await findPendingDelivery(ctx, subscription.id);
  if (pending) return pending;
  const { mark, queryName, pageEvents, schedule, reportIfEmpty, hasReported } = subscription;
  await limitTime(ctx);
  const query = subscribedQuery(eventQueryOf(await getNamedQuery(ctx, queryName)), subscription);
  const { events, through, isLast } = await readWindow(ctx, query, { after: mark, settled, limit: pageEvents });
  const isEmptyReport = isLast && schedule !== null && reportIfEmpty && !hasReported;
  if (events.length === 0 && !isEmptyReport) {
    const moved = { ...subscription, mark: through };
    await releaseSubscription(ctx, isLast ? rested(moved, ctx.clock.now()) : moved);
    return undefined;
  }
  const id = newUuid(ctx.random);
  const { text, count } = await queryDocument(ctx, events, {
    queryName,
    format: subscription.epcFormat,
    id: `urn:uuid:${id}`,
    subscriptionID: subscription.id,
  });
  const isCut = count < events.length;
  const delivery: Delivery = {
    id,
    subscriptionId: subscription.id,
    after: mark,
    through: isCut ? BigInt(events[count - 1]?.position[0] ?? mark) : through,
    isLast: isLast && !isCut,
    eventCount: count,
    body: text,
    tries: 0,
  };
  await insertDelivery(ctx, delivery);
  return delivery;
}

/** A named query as a subscription runs it. */
function subscribedQuery(query: EventQuery, { initialRecordTime }: Subscription): EventQuery {
  if (initialRecordTime === null) return query;
  const moment = initialRecordTime.toISOString();
  return { ...query, criteria: [...query.criteria, { kind: "time", column: "recorded_at", compare: "GE", moment }] };
}
