import type { DeliveryState, DeliveryView, SubscriptionProgress, SubscriptionState } from "@waybill/protocol/schemas/api/subscriptions";
import { selectRows, type Ctx } from "../../../platform/context.ts";

type Reading = Pick<Ctx, "tx">;

interface Page {
  after: string | null;
  limit: number;
}

interface WantedSubscriptions extends Page {
  /** Whose may be seen; null for everybody's. */
  account: string | null;
  /** Of these, those of one organisation. */
  of?: string | null;
  state: SubscriptionState | null;
  settled: bigint;
}

/** Subscriptions to all queries, in the order of their ids: those of one organisation, or of all where `account` is null. `settled` is up to where there are statements. */
export async function listProgress(
  ctx: Reading,
  { account, of = null, state, settled, after, limit }: WantedSubscriptions,
): Promise<{ items: SubscriptionProgress[]; next: string | null }> {
  const rows = await selectRows<
    SubscriptionProgress & { mark: string; behind: string; dueAt: Date | null; notifiedAt: Date | null; deadLetters: string }
  >(
    ctx,
    `SELECT id, account, query_name AS "queryName", dest, state, problem, mark, greatest($4::bigint - mark, 0) AS behind, due_at AS "dueAt",
       notified_at AS "notifiedAt",
       (SELECT count(*) FROM deliveries d WHERE d.subscription_id = s.id AND d.state = 'dead' AND d.body IS NOT NULL) AS "deadLetters"
     FROM subscriptions s WHERE ($1::text IS NULL OR account = $1) AND id > $2 AND ($5::text IS NULL OR state = $5)
       AND ($6::text IS NULL OR lower(account) = lower($6)) ORDER BY id LIMIT $3`,
    [account, after ?? "", limit + 1, String(settled), state, of],
  );
  const items = rows.slice(0, limit).map((row) => ({
    ...row,
    dest: account === null ? withoutSecrets(row.dest) : row.dest,
    mark: Number(row.mark),
    behind: Number(row.behind),
    deadLetters: Number(row.deadLetters),
    dueAt: row.dueAt?.toISOString() ?? null,
    notifiedAt: row.notifiedAt?.toISOString() ?? null,
  }));
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** What an address may hold that its owner alone should know. */
function withoutSecrets(dest: string): string {
  const { origin, pathname, search } = new URL(dest);
  return `${origin}${pathname}${search === "" ? "" : "?…"}`;
}

interface DeliveryRow extends Omit<DeliveryView, "after" | "through" | "createdAt" | "settledAt"> {
  after: string;
  through: string;
  createdAt: Date;
  settledAt: Date | null;
}

interface WantedDeliveries extends Page {
  /** Whose subscriptions may be seen; null for everybody's. */
  account: string | null;
  /** Null for all of these. */
  of: string | null;
  /** Null for all of these. */
  subscriptionId: string | null;
  state: DeliveryState | null;
}

/** Deliveries, newest first; `after` is the id of the last one of the page before. */
export async function listDeliveries(
  ctx: Reading,
  { account, of, subscriptionId, state, after, limit }: WantedDeliveries,
): Promise<{ items: DeliveryView[]; next: string | null }> {
  const rows = await selectRows<DeliveryRow>(
    ctx,
    `SELECT d.id, d.subscription_id AS "subscriptionId", s.account, d.state, d.after, d.through, d.event_count AS "eventCount", d.tries, d.problem,
       d.state = 'dead' AND d.body IS NOT NULL AS "canBeResent", d.created_at AS "createdAt", d.settled_at AS "settledAt"
     FROM deliveries d JOIN subscriptions s ON s.id = d.subscription_id
     WHERE ($1::text IS NULL OR s.account = $1) AND ($2::text IS NULL OR d.subscription_id = $2) AND ($3::text IS NULL OR d.state = $3)
       AND ($4::text IS NULL OR (d.created_at, d.id) < (SELECT created_at, id FROM deliveries WHERE id = $4))
       AND ($6::text IS NULL OR lower(s.account) = lower($6))
     ORDER BY d.created_at DESC, d.id DESC LIMIT $5`,
    [account, subscriptionId, state, after, limit + 1, of],
  );
  const items = rows.slice(0, limit).map(({ after: from, through, createdAt, settledAt, ...row }) => ({
    ...row,
    ...{ after: Number(from), through: Number(through) },
    ...{ createdAt: createdAt.toISOString(), settledAt: settledAt?.toISOString() ?? null },
  }));
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
