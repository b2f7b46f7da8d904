import { signatureToken } from "@waybill/protocol/schemas/api/subscriptions";
import { sha256OfText } from "@waybill/protocol/hashing/sha256";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { record, type Actor } from "../../../platform/audit.ts";
import { inTransaction } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { newUuid } from "../../../platform/ids.ts";
import { checkDestination } from "../../../platform/outbound/destination.ts";
import type { EpcFormat } from "../epcis/negotiate.ts";
import { eventQueryOf, getNamedQuery } from "../query/named-queries.ts";
import { TRACEABILITY_PROBLEMS } from "../traceability.errors.ts";
import { MAX_DELIVERY_EVENTS } from "./delivery/next-delivery.ts";
import { nextRun, querySchedule, type QuerySchedule } from "./schedule.ts";
import { sealToken } from "./signature-secrets.ts";
import type { SettledSequence } from "./settled-sequence.ts";
import type { Subscription } from "./subscription.ts";
import { countSubscriptions, insertSubscription, markBefore } from "./subscriptions.store.ts";

/** One organisation's share of what this service sends. */
const MAX_SUBSCRIPTIONS = 100;

/** Body of a subscription (EPCIS 2.0, `AbstractQuerySubscription`). */
export const subscriptionBody = z.object({
  dest: z.string().min(1).max(2_000),
  signatureToken: signatureToken.optional(),
  initialRecordTime: z.iso.datetime({ offset: true }).optional(),
  reportIfEmpty: z.boolean().optional(),
  stream: z.literal(true).optional(),
  schedule: querySchedule.optional(),
});
export type SubscriptionBody = z.output<typeof subscriptionBody>;

export interface Subscriber {
  account: string;
  by: Actor | null;
  queryName: string;
  epcFormat: EpcFormat;
  hasProofs: boolean;
  traceId: string;
}

/**
 * Subscribes an organisation to a named query. Without `initialRecordTime` the first event is the next one that is stored; events whose storing is
 * under way at this moment may come too.
 *
 * @throws {ProblemError} unknown-query, subscription-controls
 */
export async function subscribe(
  app: App,
  settledSequence: SettledSequence,
  { dest, signatureToken, initialRecordTime, reportIfEmpty, stream, schedule }: SubscriptionBody,
  { account, by, queryName, epcFormat, hasProofs, traceId }: Subscriber,
): Promise<Subscription> {
  const problem = checkDestination(dest, app.config.mode);
  if (problem !== undefined) throw refused(`dest ${problem}.`, "/dest");
  const now = app.clock.now();
  const dueAt = firstRun({ stream, schedule }, now);
  const initial = initialRecordTime === undefined ? null : new Date(initialRecordTime);
  const { through: settled } = await settledSequence.read();
  return inTransaction(
    app,
    async (ctx) => {
      checkQuery(eventQueryOf(await getNamedQuery(ctx, queryName)));
      await ctx.tx.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 2))", [account]);
      if ((await countSubscriptions(ctx, account)) >= MAX_SUBSCRIPTIONS)
        throw refused(`An organisation has ${MAX_SUBSCRIPTIONS} subscriptions at most.`);
      const id = newUuid(app.random);
      record(ctx, { action: "subscription.made", by, subject: id, details: { query: sha256OfText(queryName) } });
      return insertSubscription(ctx, {
        id,
        queryName,
        account,
        dest,
        secrets: signatureToken === undefined ? null : sealToken(app, id, signatureToken),
        schedule: schedule ?? null,
        reportIfEmpty: reportIfEmpty ?? false,
        epcFormat,
        hasProofs,
        createdAt: now,
        initialRecordTime: initial,
        mark: initial === null ? settled : await markBefore(ctx, initial, settled),
        pageEvents: MAX_DELIVERY_EVENTS,
        dueAt,
      });
    },
    { traceId },
  );
}

/** When a schedule first comes true; null for a stream. @throws {ProblemError} subscription-controls */
export function firstRun(
  { stream, schedule }: { stream?: true | undefined; schedule?: QuerySchedule | undefined },
  now: Date,
): Date | null {
  if ((stream === undefined) === (schedule === undefined)) throw refused("Set either stream to true, or a schedule.");
  if (schedule === undefined) return null;
  try {
    const first = nextRun(schedule, now);
    if (first) return first;
  } catch (error) {
    throw refused(`The schedule cannot be read: ${error instanceof Error ? error.message : "it is ill-formed"}.`, "/schedule");
  }
  throw refused("The schedule never comes true.", "/schedule");
}

/** A subscriber never misses an event, so a query that leaves some out cannot be subscribed to. */
export function checkQuery({ eventCountLimit, maxEventCount }: { eventCountLimit: number | null; maxEventCount: number | null }): void {
  if (eventCountLimit !== null || maxEventCount !== null)
    throw refused("A query with eventCountLimit or maxEventCount cannot be subscribed to.");
}

function refused(detail: string, pointer?: string): ProblemError {
  return new ProblemError(TRACEABILITY_PROBLEMS.subscriptionControls, {
    detail,
    ...(pointer === undefined ? {} : { errors: [{ pointer, message: detail }] }),
  });
}
