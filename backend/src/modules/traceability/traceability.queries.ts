import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../platform/context.ts";
import { subjectsOfStatements } from "./statement-rows.ts";
import { journeyGraph } from "./views/journey-graph.ts";

/** A statement that waits for its batch. */
export interface UnanchoredStatement {
  commitment: Hex32;
  capturedAt: Date;
  /** Hash of the event that it declares to be in error. */
  corrects: Hex32 | null;
  /** Canonical Digital Links of all it is about, in document order, each once. */
  subjects: string[];
}

/**
 * The oldest statements without a batch, in the order of their capture. Locks them until the transaction ends; rows
 * that another batcher holds are skipped.
 */
export async function listUnanchored(ctx: Ctx, limit: number): Promise<UnanchoredStatement[]> {
  const rows = await selectRows<{ commitment: Hex32; captured_at: Date; corrects: Hex32 | null; subjects: string[] }>(
    ctx,
    `WITH waiting AS (
       SELECT commitment, captured_at, corrects, sequence FROM statements
       WHERE batch_id IS NULL ORDER BY sequence LIMIT $1 FOR UPDATE SKIP LOCKED
     )
     SELECT w.commitment, w.captured_at, w.corrects,
       coalesce((SELECT array_agg(s.subject ORDER BY s.first) FROM
         (SELECT subject, min(position) AS first FROM statement_subjects WHERE commitment = w.commitment GROUP BY subject) s), '{}') AS subjects
     FROM waiting w ORDER BY w.sequence`,
    [limit],
  );
  return rows.map(({ commitment, captured_at, corrects, subjects }) => ({ commitment, capturedAt: captured_at, corrects, subjects }));
}

/** How many statements wait for a batch, and since when the oldest does. */
export async function countUnanchored(ctx: Pick<Ctx, "tx">): Promise<{ count: number; oldestCapturedAt: Date | null }> {
  const [row] = await selectRows<{ count: string; oldest: Date | null }>(
    ctx,
    "SELECT count(*) AS count, min(captured_at) AS oldest FROM statements WHERE batch_id IS NULL",
  );
  return { count: Number(row?.count ?? 0), oldestCapturedAt: row?.oldest ?? null };
}

/** When statements were captured; unknown commitments are absent. */
export async function captureTimes(ctx: Pick<Ctx, "tx">, commitments: readonly Hex32[]): Promise<Map<Hex32, Date>> {
  const rows = await selectRows<{ commitment: Hex32; captured_at: Date }>(
    ctx,
    "SELECT commitment, captured_at FROM statements WHERE commitment = ANY($1)",
    [commitments],
  );
  return new Map(rows.map(({ commitment, captured_at }) => [commitment, captured_at]));
}

/** Marks statements as part of a batch; a statement is never in two. */
export async function assignBatch(ctx: Ctx, commitments: readonly Hex32[], batchId: bigint | number | string): Promise<void> {
  const rows = await selectRows<{ commitment: Hex32 }>(
    ctx,
    "UPDATE statements SET batch_id = $2 WHERE commitment = ANY($1) AND batch_id IS NULL RETURNING commitment",
    [commitments, String(batchId)],
  );
  if (rows.length !== commitments.length) throw new Error("a statement of this batch is missing or already in another batch");
}

/** How many statements each account has made. */
export async function countStatementsByAccount(ctx: Pick<Ctx, "tx">, accounts: readonly Address[]): Promise<Map<Address, number>> {
  const rows = await selectRows<{ account: Address; count: string }>(
    ctx,
    "SELECT account, count(*) AS count FROM statements WHERE account = ANY($1) GROUP BY account",
    [accounts],
  );
  return new Map(rows.map(({ account, count }) => [account, Number(count)]));
}

/** A statement's own words, for modules that read them. */
export interface StatementText {
  commitment: Hex32;
  kind: "signed" | "claimed";
  eventJson: string;
  eventTime: Date;
}

/** Unknown commitments are absent. */
export async function statementTexts(ctx: Pick<Ctx, "tx">, commitments: readonly Hex32[]): Promise<Map<Hex32, StatementText>> {
  const rows = await selectRows<StatementText>(
    ctx,
    'SELECT commitment, kind, event_json AS "eventJson", event_time AS "eventTime" FROM statements WHERE commitment = ANY($1)',
    [commitments],
  );
  return new Map(rows.map((row) => [row.commitment, row]));
}

/** The subjects that each statement names, in document order, each once. */
export async function subjectsNamedBy(ctx: Pick<Ctx, "tx">, commitments: readonly Hex32[]): Promise<Map<Hex32, string[]>> {
  const named = Map.groupBy(await subjectsOfStatements(ctx, commitments), ({ commitment }) => commitment);
  return new Map([...named].map(([commitment, rows]) => [commitment, [...new Set(rows.map(({ subject }) => subject))]]));
}

/** The subjects that anybody names in a report of one event. */
export async function subjectsOfEvent(ctx: Pick<Ctx, "tx">, eventHash: Hex32): Promise<string[]> {
  const rows = await selectRows<{ subject: string }>(
    ctx,
    `SELECT DISTINCT subject FROM statement_subjects WHERE commitment IN (SELECT commitment FROM statements WHERE event_hash = $1)
     ORDER BY subject`,
    [eventHash],
  );
  return rows.map(({ subject }) => subject);
}

/** The statements that name a subject. */
export async function commitmentsAbout(ctx: Pick<Ctx, "tx">, subject: string): Promise<Hex32[]> {
  const rows = await selectRows<{ commitment: Hex32 }>(ctx, "SELECT DISTINCT commitment FROM statement_subjects WHERE subject = $1", [
    subject,
  ]);
  return rows.map(({ commitment }) => commitment);
}

/** What goods were made from, what became of them, where they are: for modules that act on it. */
export { walk } from "./trace/walk.ts";
export { upstreamDigest, upstreamStatements } from "./views/upstream-statements.ts";
export { destinationsOf, reportersOf } from "./trace/holders.ts";
export { staysOf } from "./trace/timeline.ts";
export { orderedSubjects } from "./trace/orders.ts";
export { subjectOf } from "./views/journey-view.ts";
export type { CustodyOfUnits, FootprintOfGoods, StatementChain, StatementListener, StoredStatement } from "./traceability.ports.ts";

/**
 * Accounts that have stated anything on the journey of a subject, upstream lots and units included; empty when nobody has. First those who spoke of
 * the subject itself, each by its first word.
 */
export async function accountsOfJourney(ctx: Pick<Ctx, "tx">, subject: string): Promise<Address[]> {
  const { subjects } = await journeyGraph(ctx, subject);
  const rows = await selectRows<{ account: Address }>(
    ctx,
    `SELECT account FROM statements JOIN statement_subjects USING (commitment) WHERE subject = ANY($1)
     GROUP BY account ORDER BY bool_or(subject = $2) DESC, min(sequence)`,
    [subjects, subject],
  );
  return rows.map(({ account }) => account);
}

/**
 * When a lot, serial or logistic unit was sold, as far as anybody reported: at its first sale, else when it was first shipped, else when it is
 * first spoken of. Events that their own authors declared to be in error do not count. Null without any event.
 */
export async function saleTime(ctx: Pick<Ctx, "tx">, subject: string): Promise<Date | null> {
  const [row] = await selectRows<{ at: Date }>(
    ctx,
    `SELECT e.event_time AS at
     FROM statement_subjects b JOIN statements s USING (commitment) JOIN indexed_events e USING (sequence)
     WHERE b.subject = $1 AND s.corrects IS NULL AND ${stands("s.commitment")}
     ORDER BY CASE e.biz_step WHEN 'retail_selling' THEN 0 WHEN 'shipping' THEN 1 ELSE 2 END, e.event_time LIMIT 1`,
    [subject],
  );
  return row?.at ?? null;
}

/** SQL for: the statement with this commitment, a column, was not taken back by its author. */
export function stands(commitment: string): string {
  return `NOT EXISTS (SELECT FROM statements taken JOIN withdrawn_statements USING (sequence) WHERE taken.commitment = ${commitment})`;
}
