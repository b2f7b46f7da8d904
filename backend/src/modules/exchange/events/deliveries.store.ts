import type { ExchangeDelivery } from "@waybill/protocol/schemas/api/exchange";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import { addJob } from "../../../platform/jobs.ts";

/** Task that sends one event. */
export const DELIVER_TASK = "exchange:deliver";
/** PACT 3.0.3 would have events given up after that. */
const GIVE_UP_MILLISECONDS = 72 * 3_600_000;

type Reading = Pick<Ctx, "tx">;
type Writing = Pick<Ctx, "tx" | "clock">;

/** Keeps an event for a partner. It goes out if, and only if, the transaction commits. */
export async function insertDelivery(
  ctx: Writing,
  { id, partnerId, type, body }: { id: string; partnerId: string; type: string; body: string },
): Promise<void> {
  const now = ctx.clock.now();
  await ctx.tx.query(
    `INSERT INTO exchange_deliveries (id, partner_id, type, body, state, created_at, give_up_at) VALUES ($1, $2, $3, $4, 'pending', $5, $6)`,
    [id, partnerId, type, body, now, new Date(now.getTime() + GIVE_UP_MILLISECONDS)],
  );
  await addDelivery(ctx, id);
}

/** Has an event sent, once at a time, now or later. */
export async function addDelivery(ctx: Reading, id: string, runAt?: Date): Promise<void> {
  await addJob(ctx, DELIVER_TASK, { id }, { jobKey: `exchange-event:${id}`, ...(runAt ? { runAt } : {}) });
}

export interface PendingDelivery {
  id: string;
  partnerId: string;
  body: string;
  tries: number;
  giveUpAt: Date;
}

export async function findPending(ctx: Reading, id: string): Promise<PendingDelivery | undefined> {
  const [row] = await selectRows<PendingDelivery>(
    ctx,
    `SELECT id, partner_id AS "partnerId", body, tries, give_up_at AS "giveUpAt" FROM exchange_deliveries WHERE id = $1 AND state = 'pending'`,
    [id],
  );
  return row;
}

/** What came of a try; a problem of null means that the event was taken. */
export async function settle(
  ctx: Writing,
  id: string,
  { state, problem }: { state: ExchangeDelivery["state"]; problem: string | null },
): Promise<void> {
  await ctx.tx.query(
    `UPDATE exchange_deliveries SET state = $2, problem = $3, tries = tries + 1, settled_at = $4 WHERE id = $1 AND state = 'pending'`,
    [id, state, problem, state === "pending" ? null : ctx.clock.now()],
  );
}

/**
 * Makes a dead event pending again, for another three days. Answers whose it is; undefined when there is no such one.
 *
 * @param account whose it has to be; null for anybody's
 */
export async function revive(ctx: Writing, account: Address | null, id: string): Promise<Address | undefined> {
  const [row] = await selectRows<{ account: Address }>(
    ctx,
    `UPDATE exchange_deliveries d SET state = 'pending', tries = 0, settled_at = NULL, give_up_at = $3 FROM exchange_partners p
     WHERE d.id = $1 AND d.state = 'dead' AND p.id = d.partner_id AND ($2::text IS NULL OR p.account = $2) RETURNING p.account`,
    [id, account, new Date(ctx.clock.now().getTime() + GIVE_UP_MILLISECONDS)],
  );
  return row?.account;
}

interface Row extends Omit<ExchangeDelivery, "createdAt" | "settledAt"> {
  sequence: string;
  createdAt: Date;
  settledAt: Date | null;
}

interface WantedDeliveries {
  account: Address | null;
  of: string | null;
  state: string | null;
  after: string | null;
  limit: number;
}

/** A page of an organisation's events, or of everybody's where `account` is null, newest first; of those the ones of one organisation, where one is named. */
export async function listDeliveries(
  ctx: Reading,
  { account, of, state, after, limit }: WantedDeliveries,
): Promise<{ items: ExchangeDelivery[]; next: string | null }> {
  const rows = await selectRows<Row>(
    ctx,
    `SELECT d.id, d.sequence, p.account, d.partner_id AS "partnerId", d.type, d.state, d.tries, d.problem, d.created_at AS "createdAt",
       d.settled_at AS "settledAt"
     FROM exchange_deliveries d JOIN exchange_partners p ON p.id = d.partner_id
     WHERE ($1::text IS NULL OR p.account = $1) AND ($2::text IS NULL OR d.state = $2) AND ($3::bigint IS NULL OR d.sequence < $3)
       AND ($5::text IS NULL OR lower(p.account) = lower($5))
     ORDER BY d.sequence DESC LIMIT $4`,
    [account, state, after, limit + 1, of],
  );
  const shown = rows.slice(0, limit);
  const items = shown.map(({ sequence: _position, createdAt, settledAt, ...rest }) => ({
    ...rest,
    createdAt: createdAt.toISOString(),
    settledAt: settledAt?.toISOString() ?? null,
  }));
  return { items, next: rows.length > limit ? (shown.at(-1)?.sequence ?? null) : null };
}
