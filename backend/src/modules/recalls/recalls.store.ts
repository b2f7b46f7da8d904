import { parseLosslessObject } from "@waybill/protocol/hashing/lossless-json";
import { recallIn } from "@waybill/protocol/recall/recall-in";
import type { Address, Hex32, Subject } from "@waybill/protocol/schemas/primitives";
import { record } from "../../platform/audit.ts";
import { selectRows, type Ctx } from "../../platform/context.ts";
import { addJob } from "../../platform/jobs.ts";
import { ProblemError } from "../../platform/errors.ts";
import { publish } from "../../platform/outbox.ts";
import { RECALLS_PROBLEMS } from "./recalls.errors.ts";
import { stands, type StoredStatement } from "../traceability/traceability.queries.ts";

/** Task that works out whom a recall asks, and who is late. */
export const FOLLOW_TASK = "recalls:follow";

/** Every recall event has the word in its disposition or in the namespace of its fields; no other statement is read a second time. */
const MAY_BE_RECALL = /recall/i;

/** Where replies to a notice are kept, where whoever may reply so stands, and what it is to the audit log. */
const REPLIES = {
  answer: { table: "recall_answers", asked: "recall_tasks", action: "recall.answered" },
  end: { table: "recall_ends", asked: "recalls", action: "recall.ended" },
} as const;

/**
 * Notes what new statements say about recalls, in the transaction that stores them. Running it again changes nothing. Anybody can write
 * that a recall is over, or answer it: the audit log has an end only from the author of the notice, an answer only from whom it has asked.
 */
export async function noteRecalls(ctx: Ctx, statements: readonly StoredStatement[]): Promise<void> {
  for (const { commitment, account, eventJson } of statements.filter((statement) => MAY_BE_RECALL.test(statement.eventJson))) {
    const recall = recallIn(parseLosslessObject(eventJson));
    if (recall?.kind === "notice") {
      const added = await selectRows(
        ctx,
        "INSERT INTO recalls (notice, account, answer_by, forwards) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING notice",
        [commitment, account, recall.answerBy === null ? null : new Date(recall.answerBy), recall.forwards],
      );
      await addJob(ctx, FOLLOW_TASK, { notice: commitment }, { jobKey: `recall:${commitment}` });
      if (added.length > 0) record(ctx, { action: "recall.opened", by: account, subject: commitment });
      publish(ctx, { type: "recall", notice: commitment });
    } else if (recall !== undefined) {
      const { table, asked, action } = REPLIES[recall.kind];
      const added = await selectRows<{ counts: boolean }>(
        ctx,
        `INSERT INTO ${table} (commitment, notice, account) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
         RETURNING EXISTS (SELECT FROM ${asked} a WHERE a.notice = $2 AND a.account = $3) AS counts`,
        [commitment, recall.notice, account],
      );
      if (added[0]?.counts === true) record(ctx, { action, by: account, subject: commitment, details: { notice: recall.notice } });
      publish(ctx, { type: "recall", notice: recall.notice });
    }
  }
}

/**
 * Forgets what an erased statement said about recalls: a notice with all that followed from it, or one answer or end.
 *
 * @throws {ProblemError} for a notice whose recall is not over: whoever has the goods must go on reading it
 */
export async function forgetRecalls(ctx: Ctx, commitment: Hex32): Promise<void> {
  // A round of this recall may be adding to it.
  await ctx.tx.query("SELECT FROM recalls WHERE notice = $1 FOR UPDATE", [commitment]);
  if ((await findRecall(ctx, commitment))?.endedBy === null) throw new ProblemError(RECALLS_PROBLEMS.stillOpen);
  for (const table of ["recall_escalations", "recall_tasks", "recalls"])
    await ctx.tx.query(`DELETE FROM ${table} WHERE notice = $1`, [commitment]);
  for (const table of ["recall_answers", "recall_ends"]) {
    const [gone] = await selectRows<{ notice: Hex32 }>(ctx, `DELETE FROM ${table} WHERE commitment = $1 RETURNING notice`, [commitment]);
    if (gone !== undefined) publish(ctx, { type: "recall", notice: gone.notice });
  }
}

/** A recall as its row has it. */
export interface RecallRow {
  notice: Hex32;
  sequence: string;
  account: Address;
  answerBy: Date | null;
  forwards: Hex32 | null;
  openedAt: Date | null;
  /** The author's own statement that it is over. */
  endedBy: Hex32 | null;
}

/** Recalls whose notice stands: what its author took back asks nobody for anything. */
export const RECALLS = `
  SELECT r.notice, r.sequence, r.account, r.answer_by AS "answerBy", r.forwards, r.opened_at AS "openedAt",
    (SELECT min(e.commitment) FROM recall_ends e WHERE e.notice = r.notice AND e.account = r.account AND ${stands("e.commitment")}) AS "endedBy"
  FROM recalls r WHERE ${stands("r.notice")}`;

export async function findRecall(ctx: Pick<Ctx, "tx">, notice: Hex32): Promise<RecallRow | undefined> {
  return (await selectRows<RecallRow>(ctx, `${RECALLS} AND r.notice = $1`, [notice]))[0];
}

/** Recalls that are not over, the longest unattended first. */
export async function listOpenRecalls(ctx: Pick<Ctx, "tx">, after: string, limit: number): Promise<RecallRow[]> {
  return selectRows(ctx, `SELECT * FROM (${RECALLS}) r WHERE r."endedBy" IS NULL AND r.sequence > $1 ORDER BY r.sequence LIMIT $2`, [
    after,
    limit,
  ]);
}

export interface TaskRow {
  notice: Hex32;
  account: Address;
  subjects: Subject[];
  /** When it was asked about each of them. */
  askedAt: Date[];
}

export function tasksOf(ctx: Pick<Ctx, "tx">, notices: readonly Hex32[]): Promise<TaskRow[]> {
  return selectRows(
    ctx,
    `SELECT notice, account, array_agg(subject ORDER BY subject) AS subjects, array_agg(asked_at ORDER BY subject) AS "askedAt" FROM recall_tasks
     WHERE notice = ANY($1) GROUP BY notice, account ORDER BY notice, account`,
    [notices],
  );
}

export function answersTo(ctx: Pick<Ctx, "tx">, notices: readonly Hex32[]) {
  return selectRows<{ commitment: Hex32; notice: Hex32; account: Address }>(
    ctx,
    `SELECT commitment, notice, account FROM recall_answers WHERE notice = ANY($1) AND ${stands("commitment")} ORDER BY commitment`,
    [notices],
  );
}

/** Asks accounts about subjects; whoever was asked before is not asked again. Returns how many were not. */
export async function addTasks(ctx: Ctx, notice: Hex32, tasks: readonly { account: Address; subject: Subject }[]): Promise<number> {
  const added = await selectRows(
    ctx,
    `INSERT INTO recall_tasks (notice, account, subject, asked_at)
     SELECT $1, account, subject, $3 FROM jsonb_to_recordset($2::jsonb) AS t(account text, subject text)
     ON CONFLICT DO NOTHING RETURNING subject`,
    [notice, JSON.stringify(tasks), ctx.clock.now()],
  );
  const opened = await selectRows(ctx, "UPDATE recalls SET opened_at = $2 WHERE notice = $1 AND opened_at IS NULL RETURNING notice", [
    ...[notice, ctx.clock.now()],
  ]);
  return added.length + opened.length;
}
