import { createHash } from "node:crypto";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import type { ParameterDefinition } from "../../../platform/http/route.ts";
import { fingerprintOf, readToken, TOKEN_HOURS, writeToken, type PageToken } from "../query/page-token.ts";
import type { Position } from "../query/sql/order.ts";
import { TRACEABILITY_PROBLEMS } from "../traceability.errors.ts";

/** As the official file says. */
const DEFAULT_PER_PAGE = 30;
/** A client that asks for more gets this many, which the standard allows. */
const MAX_PER_PAGE = 1_000;

const perPage = z.coerce.number().int().min(1);

/** Where a list goes on, for the reference. */
export const NEXT_PAGE_PARAMETER: ParameterDefinition = {
  name: "nextPageToken",
  in: "query",
  description: "From the `Link` of the page before.",
  schema: z.string().optional(),
};

/** Query parameters of every list, for the reference. */
export const PAGING_PARAMETERS: readonly ParameterDefinition[] = [
  {
    name: "perPage",
    in: "query",
    description: `Entries on a page; ${MAX_PER_PAGE} at most.`,
    schema: z.number().int().min(1).default(DEFAULT_PER_PAGE),
  },
  NEXT_PAGE_PARAMETER,
];
export const PAGING_NAMES: readonly string[] = PAGING_PARAMETERS.map(({ name }) => name);

/** The page that a request asks for. */
export interface PageRequest {
  perPage: number;
  /** Where the page before ended; null for the first. */
  after: Position | null;
  /** Entries that may still come, of a limited number. */
  left: number | null;
  /** Names the question that a token belongs to. */
  fingerprint: string;
}

/**
 * Reads `perPage` and `nextPageToken`.
 *
 * @param question What is asked, without the page.
 * @throws {ProblemError} for a token that is none, belongs to another question, has expired, or was ended
 */
export async function readPageRequest(
  app: App,
  query: Readonly<Record<string, unknown>>,
  { question, limit = null }: { question: unknown; limit?: number | null },
): Promise<PageRequest> {
  const size = perPage.default(DEFAULT_PER_PAGE).safeParse(query["perPage"]);
  if (!size.success) throw refused("perPage must be a whole number of at least 1.");
  const page = { perPage: Math.min(size.data, MAX_PER_PAGE), fingerprint: fingerprintOf(question) };
  const text = query["nextPageToken"];
  if (text === undefined) return { ...page, after: null, left: limit };
  const token = typeof text === "string" ? readToken(text) : undefined;
  if (!token || token.query !== page.fingerprint) throw refused("nextPageToken does not belong to this question.");
  if (token.expiresAt <= app.clock.now() || (await isEnded({ tx: app.db.dataSource.manager }, String(text))))
    throw refused("nextPageToken has expired.");
  return { ...page, after: token.position, left: limit === null ? null : Math.min(token.left ?? limit, limit) };
}

/** Headers that lead to the next page. */
export function nextPageHeaders(app: App, url: string, { query, position, left }: Omit<PageToken, "expiresAt">): Record<string, string> {
  const expiresAt = new Date(Math.floor(app.clock.now().getTime() / 1000) * 1000 + TOKEN_HOURS * 3_600_000);
  const next = new URL(url, "http://localhost");
  next.searchParams.set("nextPageToken", writeToken({ query, position, left, expiresAt }));
  return { Link: `<${next.pathname}${next.search}>; rel="next"`, "GS1-Next-Page-Token-Expires": expiresAt.toISOString() };
}

/** Makes a token useless before its time. */
export async function endToken(ctx: Pick<Ctx, "tx" | "clock">, text: string): Promise<void> {
  const token = readToken(text);
  if (!token || token.expiresAt <= ctx.clock.now()) return;
  await ctx.tx.query("DELETE FROM ended_page_tokens WHERE expires_at < $1", [ctx.clock.now()]);
  await ctx.tx.query("INSERT INTO ended_page_tokens (digest, expires_at) VALUES ($1, $2) ON CONFLICT DO NOTHING", [
    digestOf(text),
    token.expiresAt,
  ]);
}

async function isEnded(ctx: Pick<Ctx, "tx">, text: string): Promise<boolean> {
  const rows = await selectRows(ctx, "SELECT 1 FROM ended_page_tokens WHERE digest = $1", [digestOf(text)]);
  return rows.length > 0;
}

function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}

function refused(detail: string): ProblemError {
  return new ProblemError(TRACEABILITY_PROBLEMS.queryParameter, { detail });
}
