import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import type { App } from "../../../platform/app.ts";
import { inTransaction, selectRows, type Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { TRACEABILITY_PROBLEMS } from "../traceability.errors.ts";
import type { EventQuery } from "./criteria.ts";
import { createBinder } from "./sql/binder.ts";
import { conditionSql } from "./sql/conditions.ts";
import { isPosition, orderingOf, type Position } from "./sql/order.ts";
import { pageSql, whereSql, type Way } from "./sql/page.ts";
import { waysFor } from "./ways.ts";

/** An event as a query finds it. */
export interface FoundEvent {
  commitment: Hex32;
  eventId: string;
  declaredEventId: string | null;
  eventJson: string;
  recordedAt: Date;
  /** Where a page that ends with it has ended. */
  position: Position;
}

export interface FoundPage {
  events: FoundEvent[];
  hasMore: boolean;
}

/** Which page of the answer. */
export interface PageWish {
  /** Position that ended the page before; null for the first. */
  after: Position | null;
  limit: number;
  /** Of all events of the page together; the first comes in any case. */
  maxCharacters?: number;
}

/** Of the events on one page, which all are in memory at once. */
const MAX_PAGE_CHARACTERS = 8 * 1024 * 1024;

/** Longer than any page should take, and short enough that a few such queries do not hold up everybody. */
const TIMEOUT_MILLISECONDS = 10_000;
/** Compiling a plan or starting workers takes longer than a page should. */
const SETTINGS = `SELECT set_config('statement_timeout', '${TIMEOUT_MILLISECONDS}', true), set_config('jit', 'off', true),
  set_config('max_parallel_workers_per_gather', '0', true)`;
/** What Postgres answers when that is over. */
const CANCELLED = "57014";

/**
 * One page of the events that a query selects.
 *
 * @throws {ProblemError} query-too-large when more match than `maxEventCount`, query-too-complex when it takes too long,
 *   query-parameter for a position that is none of this query's
 */
export async function runQuery(app: App, query: EventQuery, { traceId, ...wish }: PageWish & { traceId: string }): Promise<FoundPage> {
  try {
    return await inTransaction(
      app,
      async (ctx) => {
        await limitTime(ctx);
        if (query.maxEventCount !== null && wish.after === null) await refuseTooMany(ctx, query, query.maxEventCount);
        return readPage(ctx, query, wish);
      },
      { traceId, isSnapshot: true },
    );
  } catch (error) {
    if ((error as { code?: unknown }).code === CANCELLED)
      throw new ProblemError(TRACEABILITY_PROBLEMS.queryTooComplex, {
        detail: `The query took longer than ${TIMEOUT_MILLISECONDS / 1000} seconds.`,
        cause: error,
      });
    throw error;
  }
}

/** Ends what takes too long in the caller's transaction. */
export async function limitTime(ctx: Pick<Ctx, "tx">): Promise<void> {
  await ctx.tx.query(SETTINGS);
}

/** The same in a transaction, or none, of the caller's: without limits of time and number. */
export async function readPage(ctx: Pick<Ctx, "tx">, query: EventQuery, wish: PageWish): Promise<FoundPage> {
  const [first = "gather", ...others] = await waysFor(ctx, query);
  let page = await readPageBy(first, ctx, query, wish);
  for (const way of others) if (!page.hasMore) page = await readPageBy(way, ctx, query, wish);
  return page;
}

async function readPageBy(
  way: Way,
  ctx: Pick<Ctx, "tx">,
  query: EventQuery,
  { after, limit, maxCharacters = MAX_PAGE_CHARACTERS }: PageWish,
): Promise<FoundPage> {
  const binder = createBinder();
  const ordering = orderingOf(query.order, query.direction, binder);
  if (after !== null && !isPosition(after, ordering))
    throw new ProblemError(TRACEABILITY_PROBLEMS.queryParameter, { detail: "nextPageToken does not belong to this query." });
  const order = ordering.parts.map((_, index) => `page.key${index} ${query.direction}`).join(", ");
  const rows = await selectRows<FoundEvent & { total: string }>(
    ctx,
    `SELECT * FROM (
       SELECT s.commitment, s.event_id AS "eventId", s.declared_event_id AS "declaredEventId", s.event_json AS "eventJson",
         s.captured_at AS "recordedAt", page.*, count(*) OVER () AS total,
         sum(octet_length(s.event_json)) OVER (ORDER BY ${order}) - octet_length(s.event_json) AS characters_before
       FROM (${pageSql(way, { query, ordering, after, limit }, binder)}) AS page JOIN statements s ON s.sequence = page.sequence
     ) AS page
     WHERE characters_before < ${maxCharacters} ORDER BY ${order}`,
    binder.values,
  );
  const events = rows.slice(0, limit);
  return { events, hasMore: Number(rows[0]?.total ?? 0) > events.length };
}

async function refuseTooMany(ctx: Ctx, query: EventQuery, max: number): Promise<void> {
  const binder = createBinder();
  const conditions = query.criteria.map((criterion) => conditionSql(criterion, binder));
  const [row] = await selectRows<{ count: string }>(
    ctx,
    `SELECT count(*) AS count FROM (SELECT 1 FROM indexed_events e ${whereSql(conditions)} LIMIT ${binder.bind(max + 1)}) AS matching`,
    binder.values,
  );
  if (Number(row?.count) > max)
    throw new ProblemError(TRACEABILITY_PROBLEMS.queryTooLarge, { detail: `More than ${max} events match; maxEventCount allows no more.` });
}
