import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import type { App } from "../../../platform/app.ts";
import { inTransaction, selectRows, type Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { TRACEABILITY_PROBLEMS } from "../traceability.errors.ts";
import type { EventQuery } from "./criteria.ts";
import { createBinder, type Binder } from "./sql/binder.ts";
import { conditionSql } from "./sql/conditions.ts";
import { afterSql, isPosition, orderingOf, type Position } from "./sql/order.ts";

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

/** Of the events on one page, which all are in memory at once; the first comes in any case. */
const MAX_PAGE_CHARACTERS = 8 * 1024 * 1024;

/** Longer than any page should take, and short enough that a few such queries do not hold up everybody. */
const TIMEOUT_MILLISECONDS = 10_000;
/** What Postgres answers when that is over. */
const CANCELLED = "57014";

/**
 * One page of the events that a query selects.
 *
 * @param after Position that ended the page before; null for the first.
 * @throws {ProblemError} query-too-large when more match than `maxEventCount`, query-too-complex when it takes too long,
 *   query-parameter for a position that is none of this query's
 */
export async function runQuery(
  app: App,
  query: EventQuery,
  { after, limit, traceId }: { after: Position | null; limit: number; traceId: string },
): Promise<FoundPage> {
  try {
    return await inTransaction(
      app,
      async (ctx) => {
        await ctx.tx.query(`SET LOCAL statement_timeout = ${TIMEOUT_MILLISECONDS}`);
        if (query.maxEventCount !== null && after === null) await refuseTooMany(ctx, query, query.maxEventCount);
        return readPage(ctx, query, after, limit);
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

async function readPage(ctx: Ctx, query: EventQuery, after: Position | null, limit: number): Promise<FoundPage> {
  const binder = createBinder();
  const { direction } = query;
  const ordering = orderingOf(query.order, direction, binder);
  if (after !== null && !isPosition(after, ordering))
    throw new ProblemError(TRACEABILITY_PROBLEMS.queryParameter, { detail: "nextPageToken does not belong to this query." });
  const conditions = conditionsSql(query, binder);
  if (after !== null) conditions.push(afterSql(ordering, after, { direction, bind: binder.bind }));
  const keys = ordering.parts.map(({ sql }, index) => `${sql} AS key${index}`);
  const position = ordering.parts.map(({ text }) => text).join(", ");
  const order = keys.map((_, index) => `page.key${index} ${direction}`).join(", ");
  const rows = await selectRows<FoundEvent & { total: string }>(
    ctx,
    `SELECT * FROM (
       SELECT s.commitment, s.event_id AS "eventId", s.declared_event_id AS "declaredEventId", s.event_json AS "eventJson",
         s.captured_at AS "recordedAt", page.*, count(*) OVER () AS total,
         sum(octet_length(s.event_json)) OVER (ORDER BY ${order}) - octet_length(s.event_json) AS characters_before
       FROM (
         SELECT e.sequence, ${keys.join(", ")}, ARRAY[${position}]::text[] AS position FROM indexed_events e ${ordering.join}
         ${whereSql(conditions)}
         ORDER BY ${ordering.parts.map(({ sql }) => `${sql} ${direction}`).join(", ")} LIMIT ${binder.bind(limit + 1)}
       ) AS page JOIN statements s ON s.sequence = page.sequence
     ) AS page
     WHERE characters_before < ${MAX_PAGE_CHARACTERS} ORDER BY ${order}`,
    binder.values,
  );
  const events = rows.slice(0, limit);
  return { events, hasMore: Number(rows[0]?.total ?? 0) > events.length };
}

async function refuseTooMany(ctx: Ctx, query: EventQuery, max: number): Promise<void> {
  const binder = createBinder();
  const conditions = conditionsSql(query, binder);
  const [row] = await selectRows<{ count: string }>(
    ctx,
    `SELECT count(*) AS count FROM (SELECT 1 FROM indexed_events e ${whereSql(conditions)} LIMIT ${binder.bind(max + 1)}) AS matching`,
    binder.values,
  );
  if (Number(row?.count) > max)
    throw new ProblemError(TRACEABILITY_PROBLEMS.queryTooLarge, { detail: `More than ${max} events match; maxEventCount allows no more.` });
}

function conditionsSql({ criteria }: EventQuery, binder: Binder): string[] {
  return criteria.map((criterion) => conditionSql(criterion, binder));
}

function whereSql(conditions: readonly string[]): string {
  return conditions.length === 0 ? "" : `WHERE ${conditions.join(" AND ")}`;
}
