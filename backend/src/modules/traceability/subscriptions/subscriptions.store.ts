import { selectRows, type Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { TRACEABILITY_PROBLEMS } from "../traceability.errors.ts";
import { SUBSCRIPTION_COLUMNS, subscriptionOf, type Subscription, type SubscriptionRow } from "./subscription.ts";

type Reading = Pick<Ctx, "tx">;

/** What a new subscription is made of; the rest begins as it must. */
export type NewSubscription = Pick<
  Subscription,
  | "id"
  | "queryName"
  | "account"
  | "dest"
  | "secrets"
  | "schedule"
  | "reportIfEmpty"
  | "epcFormat"
  | "hasProofs"
  | "createdAt"
  | "initialRecordTime"
  | "mark"
  | "pageEvents"
  | "dueAt"
>;

export async function insertSubscription(ctx: Reading, subscription: NewSubscription): Promise<Subscription> {
  const { id, queryName, account, dest, secrets, schedule, reportIfEmpty, epcFormat, hasProofs, createdAt, initialRecordTime } =
    subscription;
  const [row] = await selectRows<SubscriptionRow>(
    ctx,
    `INSERT INTO subscriptions (id, query_name, account, dest, signature_secrets, schedule, report_if_empty, epc_format, has_proofs, created_at,
       initial_record_time, state, mark, page_events, due_at)
     VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7, $8, $9, $10, $11, 'active', $12, $13, $14) RETURNING ${SUBSCRIPTION_COLUMNS}`,
    [
      id,
      queryName,
      account,
      dest,
      secrets,
      schedule === null ? null : JSON.stringify(schedule),
      reportIfEmpty,
      epcFormat,
      hasProofs,
      createdAt,
      initialRecordTime,
      String(subscription.mark),
      subscription.pageEvents,
      subscription.dueAt,
    ],
  );
  if (!row) throw new Error("an inserted row comes back");
  return subscriptionOf(row);
}

export async function countSubscriptions(ctx: Reading, account: string): Promise<number> {
  const [row] = await selectRows<{ count: string }>(ctx, "SELECT count(*) AS count FROM subscriptions WHERE account = $1", [account]);
  return Number(row?.count ?? 0);
}

/** An organisation's subscription to a query. @throws {ProblemError} 404, for those of others too */
export async function getSubscription(
  ctx: Reading,
  account: string,
  { id, queryName }: { id: string; queryName: string },
): Promise<Subscription> {
  const found = await getOwnSubscription(ctx, account, id);
  if (found.queryName !== queryName) throw new ProblemError(TRACEABILITY_PROBLEMS.unknownSubscription);
  return found;
}

/** A subscription of an organisation, or of any where `account` is null. @throws {ProblemError} 404, for those of others too */
export async function getOwnSubscription(ctx: Reading, account: string | null, id: string): Promise<Subscription> {
  const [row] = await selectRows<SubscriptionRow>(
    ctx,
    `SELECT ${SUBSCRIPTION_COLUMNS} FROM subscriptions WHERE id = $1 AND ($2::text IS NULL OR account = $2)`,
    [id, account],
  );
  if (row === undefined) throw new ProblemError(TRACEABILITY_PROBLEMS.unknownSubscription);
  return subscriptionOf(row);
}

export async function findSubscription(ctx: Reading, id: string): Promise<Subscription | undefined> {
  const [row] = await selectRows<SubscriptionRow>(ctx, `SELECT ${SUBSCRIPTION_COLUMNS} FROM subscriptions WHERE id = $1`, [id]);
  return row && subscriptionOf(row);
}

/** The same, unchanged by others until the transaction ends. */
export async function lockOwnSubscription(ctx: Reading, account: string | null, id: string): Promise<Subscription> {
  await ctx.tx.query("SELECT 1 FROM subscriptions WHERE id = $1 AND ($2::text IS NULL OR account = $2) FOR UPDATE", [id, account]);
  return getOwnSubscription(ctx, account, id);
}

/** An organisation's subscriptions to a query, in the order of their ids, after one. */
export async function listSubscriptions(
  ctx: Reading,
  { queryName, account, after, limit }: { queryName: string; account: string; after: string; limit: number },
): Promise<Subscription[]> {
  const rows = await selectRows<SubscriptionRow>(
    ctx,
    `SELECT ${SUBSCRIPTION_COLUMNS} FROM subscriptions WHERE query_name = $1 AND account = $2 AND id > $3 ORDER BY id LIMIT $4`,
    [queryName, account, after, limit],
  );
  return rows.map(subscriptionOf);
}

export async function deleteSubscription(ctx: Reading, account: string, id: string): Promise<void> {
  await ctx.tx.query("DELETE FROM subscriptions WHERE id = $1 AND account = $2", [id, account]);
}

/** When the statement at a mark was recorded; undefined for a mark that none is at. */
export async function recordTimeAt(ctx: Reading, mark: bigint): Promise<Date | undefined> {
  const [row] = await selectRows<{ captured_at: Date }>(ctx, "SELECT captured_at FROM statements WHERE sequence = $1", [String(mark)]);
  return row?.captured_at;
}

/** Statements are given times and sequences not quite in the same order; two that are so far apart are. */
const DISORDER = "1 minute";

/** The mark below the first settled statement that was recorded at a time or later. */
export async function markBefore(ctx: Reading, time: Date, settled: bigint): Promise<bigint> {
  const [row] = await selectRows<{ first: string | null }>(
    ctx,
    `SELECT min(sequence) AS first FROM indexed_events WHERE sequence <= $2 AND recorded_at >= $1
       AND recorded_at <= (SELECT min(recorded_at) FROM indexed_events WHERE recorded_at >= $1) + interval '${DISORDER}'`,
    [time, String(settled)],
  );
  return row?.first == null ? settled : BigInt(row.first) - 1n;
}
