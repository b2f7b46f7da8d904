import type { FootprintWish, ForeignFootprint } from "@waybill/protocol/pact/events";
import type { FootprintRequest, ReceivedFootprint } from "@waybill/protocol/schemas/api/exchange";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../../platform/context.ts";

type Reading = Pick<Ctx, "tx">;
type Writing = Pick<Ctx, "tx" | "clock">;

/** Notes an event of a partner; false when it came before, and has had its effect. */
export async function noteEvent(ctx: Writing, partnerId: string, { id, type }: { id: string; type: string }): Promise<boolean> {
  const rows = await selectRows(
    ctx,
    `INSERT INTO exchange_events (partner_id, event_id, type, received_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING event_id`,
    [partnerId, id, type, ctx.clock.now()],
  );
  return rows.length > 0;
}

/** Where a partner's host system is; null when nobody has said. */
export async function hostUrlOf(ctx: Reading, partnerId: string): Promise<string | null> {
  const [row] = await selectRows<{ url: string | null }>(ctx, "SELECT host_url AS url FROM exchange_partners WHERE id = $1", [partnerId]);
  return row?.url ?? null;
}

export async function insertRequest(ctx: Writing, request: { id: string; partnerId: string; wish: FootprintWish }): Promise<void> {
  await ctx.tx.query("INSERT INTO exchange_requests (id, partner_id, wish, state, created_at) VALUES ($1, $2, $3::jsonb, 'open', $4)", [
    ...[request.id, request.partnerId, JSON.stringify(request.wish), ctx.clock.now()],
  ]);
}

/** Closes our request to a partner. `unknown` when we never made it, `closed` when it was answered before. */
export async function answerRequest(
  ctx: Writing,
  { id, partnerId, state, problem }: { id: string; partnerId: string; state: "fulfilled" | "rejected"; problem: string | null },
): Promise<"answered" | "closed" | "unknown"> {
  const rows = await selectRows(
    ctx,
    `UPDATE exchange_requests SET state = $3, problem = $4, answered_at = $5 WHERE id::text = $1 AND partner_id = $2 AND state = 'open'
     RETURNING id`,
    [id, partnerId, state, problem, ctx.clock.now()],
  );
  if (rows.length > 0) return "answered";
  const known = await selectRows(ctx, "SELECT 1 FROM exchange_requests WHERE id::text = $1 AND partner_id = $2", [id, partnerId]);
  return known.length > 0 ? "closed" : "unknown";
}

/** Notes that a partner has footprints for us; what we have of them stays until they are fetched. */
export async function noteAnnounced(ctx: Writing, partnerId: string, ids: readonly string[]): Promise<void> {
  await ctx.tx.query(
    `INSERT INTO exchange_received (partner_id, footprint_id, announced_at) SELECT $1, unnest($2::uuid[]), $3
     ON CONFLICT (partner_id, footprint_id) DO UPDATE SET announced_at = excluded.announced_at, problem = NULL`,
    [partnerId, [...new Set(ids)], ctx.clock.now()],
  );
}

/** Keeps a partner's footprint as it came, in the place of what we had of it. */
export async function keepReceived(ctx: Writing, partnerId: string, { id, body }: { id: string; body: string }): Promise<void> {
  await ctx.tx.query(
    `INSERT INTO exchange_received (partner_id, footprint_id, body, announced_at, received_at) VALUES ($1, $2, $3, $4, $4)
     ON CONFLICT (partner_id, footprint_id) DO UPDATE SET body = excluded.body, problem = NULL, received_at = excluded.received_at`,
    [partnerId, id, body, ctx.clock.now()],
  );
}

export async function noteNotFetched(ctx: Reading, partnerId: string, { id, problem }: { id: string; problem: string }): Promise<void> {
  await ctx.tx.query("UPDATE exchange_received SET problem = $3 WHERE partner_id = $1 AND footprint_id = $2", [partnerId, id, problem]);
}

interface Page {
  account: Address;
  after: string | null;
  limit: number;
}

/** An organisation's own requests, newest first. */
export async function listRequests(
  ctx: Reading,
  { account, after, limit }: Page,
): Promise<{ items: FootprintRequest[]; next: string | null }> {
  type Row = Omit<FootprintRequest, "createdAt" | "answeredAt"> & { sequence: string; createdAt: Date; answeredAt: Date | null };
  const rows = await selectRows<Row>(
    ctx,
    `SELECT r.id, r.sequence, r.partner_id AS "partnerId", r.wish, r.state, r.problem, r.created_at AS "createdAt", r.answered_at AS "answeredAt"
     FROM exchange_requests r JOIN exchange_partners p ON p.id = r.partner_id
     WHERE p.account = $1 AND ($2::bigint IS NULL OR r.sequence < $2) ORDER BY r.sequence DESC LIMIT $3`,
    [account, after, limit + 1],
  );
  return pageOf(rows, limit, ({ sequence: _position, createdAt, answeredAt, ...rest }) => ({
    ...{ ...rest, createdAt: createdAt.toISOString() },
    answeredAt: answeredAt?.toISOString() ?? null,
  }));
}

/** Footprints of an organisation's partners, those announced last first. */
export async function listReceived(
  ctx: Reading,
  { account, after, limit }: Page,
): Promise<{ items: ReceivedFootprint[]; next: string | null }> {
  type Row = Omit<ReceivedFootprint, "footprint" | "announcedAt" | "receivedAt"> & {
    sequence: string;
    body: string | null;
    announcedAt: Date;
    receivedAt: Date | null;
  };
  const rows = await selectRows<Row>(
    ctx,
    `SELECT r.footprint_id AS id, r.sequence, r.partner_id AS "partnerId", r.body, r.problem, r.announced_at AS "announcedAt",
       r.received_at AS "receivedAt"
     FROM exchange_received r JOIN exchange_partners p ON p.id = r.partner_id
     WHERE p.account = $1 AND ($2::bigint IS NULL OR r.sequence < $2) ORDER BY r.sequence DESC LIMIT $3`,
    [account, after, limit + 1],
  );
  return pageOf(rows, limit, ({ sequence: _position, body, announcedAt, receivedAt, ...rest }) => ({
    ...{ ...rest, footprint: body === null ? null : (JSON.parse(body) as ForeignFootprint) },
    ...{ announcedAt: announcedAt.toISOString(), receivedAt: receivedAt?.toISOString() ?? null },
  }));
}

function pageOf<Row extends { sequence: string }, Item>(rows: readonly Row[], limit: number, itemOf: (row: Row) => Item) {
  const shown = rows.slice(0, limit);
  return { items: shown.map(itemOf), next: rows.length > limit ? (shown.at(-1)?.sequence ?? null) : null };
}
