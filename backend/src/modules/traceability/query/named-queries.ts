import { namespacesOf } from "@waybill/protocol/hashing/event-hash/namespaces";
import { parseLosslessObject, type Json, type JsonObject } from "@waybill/protocol/hashing/lossless-json";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { TRACEABILITY_PROBLEMS } from "../traceability.errors.ts";
import type { EventQuery } from "./criteria.ts";
import { readQuery } from "./parameters/read-query.ts";

/** A query that is kept under a name. */
export interface NamedQuery {
  name: string;
  /** Who made it. */
  account: string;
  /** JSON text of the query as it came. */
  query: string;
  /** Prefixes that came beside it. */
  extensions: Record<string, string>;
}

type Reading = Pick<Ctx, "tx">;

/** A JSON query body as a query; its `@context` says what prefixes mean. @throws {ProblemError} query-parameter */
export function readQueryBody(
  { "@context": context, ...parameters }: JsonObject,
  extensions: Readonly<Record<string, string>>,
): EventQuery {
  const namespaces = namespacesOf([...(Array.isArray(context) ? context : [context ?? {}]), { ...extensions }] as Json);
  return readQuery(
    Object.entries(parameters).map(([name, json]) => ({ name, value: { json } })),
    { namespaces },
  );
}

/** What a named query selects. */
export function eventQueryOf({ query, extensions }: NamedQuery): EventQuery {
  return readQueryBody(parseLosslessObject(query), extensions);
}

/** @throws {ProblemError} 409 when the name is taken */
export async function createNamedQuery(ctx: Pick<Ctx, "tx" | "clock">, { name, account, query, extensions }: NamedQuery): Promise<void> {
  const rows = await selectRows(
    ctx,
    `INSERT INTO named_queries (name, account, query, extensions, created_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (name) DO NOTHING RETURNING name`,
    [name, account, query, JSON.stringify(extensions), ctx.clock.now()],
  );
  if (rows.length === 0) throw new ProblemError(TRACEABILITY_PROBLEMS.queryExists);
}

/** @throws {ProblemError} 404 */
export async function getNamedQuery(ctx: Reading, name: string): Promise<NamedQuery> {
  const [row] = await selectRows<NamedQuery>(ctx, "SELECT name, account, query, extensions FROM named_queries WHERE name = $1", [name]);
  if (!row) throw new ProblemError(TRACEABILITY_PROBLEMS.unknownQuery);
  return row;
}

/** In the order of their names, after one. */
export function listNamedQueries(ctx: Reading, { after, limit }: { after: string; limit: number }): Promise<NamedQuery[]> {
  return selectRows(ctx, "SELECT name, account, query, extensions FROM named_queries WHERE name > $1 ORDER BY name LIMIT $2", [
    after,
    limit,
  ]);
}

/** @throws {ProblemError} 404, or 403 for another organisation's query */
export async function deleteNamedQuery(ctx: Reading, name: string, account: string): Promise<void> {
  const rows = await selectRows(ctx, "DELETE FROM named_queries WHERE name = $1 AND account = $2 RETURNING name", [name, account]);
  if (rows.length > 0) return;
  await getNamedQuery(ctx, name);
  throw new ProblemError(TRACEABILITY_PROBLEMS.notYourQuery);
}
