import type { CaptureJob } from "@waybill/protocol/schemas/api/traceability";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import { newId } from "../../../platform/ids.ts";
import type { PreparedStatement, StatementResult, StatementToStore } from "./captured-event.ts";
import { entryOfText } from "../query/index/index-entry.ts";
import { INDEX_VERSION } from "../query/index/index-event.ts";
import { indexListsOf, type IndexLists } from "../query/index/index-lists.ts";
import type { LocationChild } from "./location-children.ts";

export type ErrorBehaviour = "rollback" | "proceed";

interface CaptureRow {
  id: string;
  created_at: Date;
  finished_at: Date | null;
  error_behaviour: ErrorBehaviour;
  errors: CaptureJob["errors"];
  results: StatementResult[];
}

/** What a job has to store. Nobody signs a header: places come with claims alone. */
export interface CaptureWork {
  /** The code that made the lists. */
  indexVersion: number;
  statements: readonly StatementToStore[];
  /** What the index and the trace graph hold of them. */
  lists: IndexLists;
  places: readonly LocationChild[];
}

/** Work as the text that a job keeps it as. */
export function writeWork({ statements, places }: { statements: readonly PreparedStatement[]; places: readonly LocationChild[] }): string {
  const work: CaptureWork = {
    indexVersion: INDEX_VERSION,
    statements: statements.map(({ entry: _, ...statement }) => statement),
    lists: indexListsOf(statements),
    places,
  };
  return JSON.stringify(work);
}

/**
 * Opens a job with statements that passed every check; errors of others (`proceed`) are known from the start.
 *
 * @param input what `writeWork` made
 */
export async function openCapture(
  ctx: Ctx,
  { behaviour, errors, input }: { behaviour: ErrorBehaviour; errors: readonly object[]; input: string },
): Promise<string> {
  const id = newId(ctx.random);
  await ctx.tx.query("INSERT INTO capture_jobs (id, created_at, error_behaviour, input, errors) VALUES ($1, $2, $3, $4, $5)", [
    id,
    ctx.clock.now(),
    behaviour,
    input,
    JSON.stringify(errors),
  ]);
  return id;
}

/** The work of an unfinished job, locked; null when another worker has it or it is done. */
export async function takeCapture(ctx: Ctx, id: string): Promise<(CaptureWork & { behaviour: ErrorBehaviour; errors: object[] }) | null> {
  const [row] = await selectRows<CaptureRow & { input: string }>(
    ctx,
    "SELECT error_behaviour, input, errors FROM capture_jobs WHERE id = $1 AND finished_at IS NULL FOR UPDATE",
    [id],
  );
  if (!row) return null;
  return { behaviour: row.error_behaviour, ...upToDate(JSON.parse(row.input) as CaptureWork), errors: row.errors };
}

/** Work that was opened before a change of the index waits for this code. */
function upToDate(work: CaptureWork): CaptureWork {
  if (work.indexVersion === INDEX_VERSION) return work;
  return { ...work, lists: indexListsOf(work.statements.map((statement) => ({ ...statement, entry: entryOfText(statement) }))) };
}

/** Closes a job. Its input is dropped: it lives on as statements, or not at all. */
export async function finishCapture(
  ctx: Ctx,
  id: string,
  outcome: { errors: readonly object[]; results: readonly StatementResult[] },
): Promise<void> {
  await ctx.tx.query("UPDATE capture_jobs SET finished_at = $2, errors = $3, results = $4, input = NULL WHERE id = $1", [
    id,
    ctx.clock.now(),
    JSON.stringify(outcome.errors),
    JSON.stringify(outcome.results),
  ]);
}

/** All but the input, which may be megabytes. */
const COLUMNS = "id, created_at, finished_at, error_behaviour, errors, results";

export async function findCapture(ctx: Pick<Ctx, "tx">, id: string): Promise<CaptureJob | null> {
  const [row] = await selectRows<CaptureRow>(ctx, `SELECT ${COLUMNS} FROM capture_jobs WHERE id = $1`, [id]);
  return row ? toCaptureJob(row) : null;
}

/** Newest first; `after` is the `next` of the page before. */
export async function listCaptures(
  ctx: Pick<Ctx, "tx">,
  { after, limit }: { after: string | null; limit: number },
): Promise<{ items: CaptureJob[]; next: string | null }> {
  const rows = await selectRows<CaptureRow>(
    ctx,
    `SELECT ${COLUMNS} FROM capture_jobs WHERE $1::text IS NULL OR (created_at, id) < (SELECT created_at, id FROM capture_jobs WHERE id = $1)
     ORDER BY created_at DESC, id DESC LIMIT $2`,
    [after, limit + 1],
  );
  const page = rows.slice(0, limit);
  return { items: page.map(toCaptureJob), next: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
}

function toCaptureJob(row: CaptureRow): CaptureJob {
  return {
    captureID: row.id,
    createdAt: row.created_at.toISOString(),
    ...(row.finished_at ? { finishedAt: row.finished_at.toISOString() } : {}),
    running: row.finished_at === null,
    success: row.errors.length === 0,
    captureErrorBehaviour: row.error_behaviour,
    errors: row.errors,
    statements: row.results as CaptureJob["statements"],
  };
}
