import type { DeliveryState, DeliveryView, SubscriptionProgress } from "@waybill/protocol/schemas/api/subscriptions";
import { selectRows, type Ctx } from "../../../platform/context.ts";

type Reading = Pick<Ctx, "tx">;

interface Page {
  after: string | null;
  limit: number;
}

/** An organisation's subscriptions to all queries, in the order of their ids. `settled`: up to where there are statements. */
export async function listProgress(
  ctx: Reading,
  { account, settled, after, limit }: Page & { account: string; settled: bigint },
): Promise<{ items: SubscriptionProgress[]; next: string | null }> {
  const rows = await selectRows<SubscriptionProgress & { mark: string; behind: string; dueAt: Date | null; notifiedAt: Date | null }>(
    ctx,
    `SELECT id, query_name AS "queryName", dest, state, problem, mark, greatest($4::bigint - mark, 0) AS behind, due_at AS "dueAt",
       notified_at AS "notifiedAt"
     FROM subscriptions WHERE account = $1 AND id > $2 ORDER BY id LIMIT $3`,
    [account, after ?? "", limit + 1, String(settled)],
  );
  const items = rows.slice(0, limit).map((row) => ({
    ...row,
    mark: Number(row.mark),
    behind: Number(row.behind),
    dueAt: row.dueAt?.toISOString() ?? null,
    notifiedAt: row.notifiedAt?.toISOString() ?? null,
  }));
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

interface DeliveryRow {
  id: string;
  state: DeliveryState;
  after: string;
  through: string;
  event_count: number;
  tries: number;
  problem: string | null;
  created_at: Date;
  settled_at: Date | null;
}

/** Deliveries of a subscription, newest first; `after` is the id of the last one of the page before. */
export async function listDeliveries(
  ctx: Reading,
  { subscriptionId, state, after, limit }: Page & { subscriptionId: string; state: DeliveryState | null },
): Promise<{ items: DeliveryView[]; next: string | null }> {
  const rows = await selectRows<DeliveryRow>(
    ctx,
    `SELECT id, state, after, through, event_count, tries, problem, created_at, settled_at FROM deliveries
     WHERE subscription_id = $1 AND ($2::text IS NULL OR state = $2)
       AND ($3::text IS NULL OR (created_at, id) < (SELECT created_at, id FROM deliveries WHERE id = $3))
     ORDER BY created_at DESC, id DESC LIMIT $4`,
    [subscriptionId, state, after, limit + 1],
  );
  const items = rows.slice(0, limit).map((row) => ({
    id: row.id,
    state: row.state,
    after: Number(row.after),
    through: Number(row.through),
    eventCount: row.event_count,
    tries: row.tries,
    problem: row.problem,
    createdAt: row.created_at.toISOString(),
    settledAt: row.settled_at?.toISOString() ?? null,
  }));
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
