import type { Subscription } from "./subscription.ts";

/** A subscription as the standard shows it (EPCIS 2.0, `AbstractQuerySubscriptionResponse`): without its secret, and with a member of ours where it has proofs. */
export function subscriptionView(subscription: Subscription): Record<string, unknown> {
  const { id, queryName, dest, schedule, reportIfEmpty, epcFormat, hasProofs, createdAt, initialRecordTime, notifiedAt } = subscription;
  return {
    subscriptionID: id,
    queryName,
    dest,
    createdAt: createdAt.toISOString(),
    ...(notifiedAt === null ? {} : { lastNotifiedAt: notifiedAt.toISOString() }),
    initialRecordTime: (initialRecordTime ?? createdAt).toISOString(),
    minRecordTime: minRecordTimeOf(subscription).toISOString(),
    epcFormat,
    reportIfEmpty,
    ...(schedule === null ? { stream: true } : { schedule }),
    ...(hasProofs ? { proof: true } : {}),
  };
}

/** Events recorded before this have been reported, or were not asked for. */
export function minRecordTimeOf({ executedAt, initialRecordTime, createdAt }: Subscription): Date {
  return executedAt ?? initialRecordTime ?? createdAt;
}
