import type { ReportKind } from "@waybill/protocol/schemas/api/reports";
import type { Address, Subject } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../platform/context.ts";

export interface NewReport {
  id: string;
  digest: string;
  numberHash: string;
  subject: Subject;
  kind: ReportKind;
  text: string;
  /** Sealed. */
  contact: Buffer | null;
  reportedAt: Date;
}

/** Stores a report and whom it concerns. @returns false for one that another request has just stored, which stays as it is */
export async function insertReport(ctx: Ctx, report: NewReport, accounts: readonly Address[]): Promise<boolean> {
  const { id, digest, numberHash, subject, kind, text, contact, reportedAt } = report;
  const rows = await selectRows(
    ctx,
    `INSERT INTO reports (id, request_digest, number_hash, subject, kind, text, contact_sealed, reported_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (request_digest) DO NOTHING RETURNING id`,
    [id, digest, numberHash, subject, kind, text, contact, reportedAt],
  );
  if (rows.length === 0) return false;
  await ctx.tx.query("INSERT INTO report_parties (report_id, account, reported_at) SELECT $1, unnest($2::text[]), $3", [
    id,
    accounts,
    reportedAt,
  ]);
  return true;
}

/** The id of the report with that number, which nobody else changes until the transaction ends. */
export async function lockReport(ctx: Ctx, numberHash: string): Promise<string | undefined> {
  return (await selectRows<{ id: string }>(ctx, "SELECT id FROM reports WHERE number_hash = $1 FOR UPDATE", [numberHash]))[0]?.id;
}

/** Forgets how to reach the reporter. @returns false where nothing was kept */
export async function clearContact(ctx: Ctx, id: string): Promise<boolean> {
  const cleared = "UPDATE reports SET contact_sealed = NULL WHERE id = $1 AND contact_sealed IS NOT NULL RETURNING id";
  return (await selectRows(ctx, cleared, [id])).length > 0;
}

/** Whom the report of a request went to; empty when there is none. */
export async function findPartiesOf(ctx: Ctx, digest: string): Promise<Address[]> {
  const rows = await selectRows<{ account: Address }>(
    ctx,
    "SELECT p.account FROM reports r JOIN report_parties p ON p.report_id = r.id WHERE r.request_digest = $1 ORDER BY p.account",
    [digest],
  );
  return rows.map(({ account }) => account);
}

export async function countReportsSince(ctx: Ctx, subject: Subject, since: Date): Promise<number> {
  const [row] = await selectRows<{ count: string }>(ctx, "SELECT count(*) AS count FROM reports WHERE subject = $1 AND reported_at > $2", [
    subject,
    since,
  ]);
  return Number(row?.count ?? 0);
}

export async function isConcerned(ctx: Ctx, id: string, account: Address): Promise<boolean> {
  return (await selectRows(ctx, "SELECT FROM report_parties WHERE report_id = $1 AND account = $2", [id, account])).length > 0;
}

/** Stores an answer unless there is one. */
export async function insertAnswer(ctx: Ctx, answer: { id: string; account: Address; text: string; answeredAt: Date }): Promise<void> {
  const { id, account, text, answeredAt } = answer;
  await ctx.tx.query(
    "INSERT INTO report_answers (report_id, account, text, answered_at) VALUES ($1, $2, $3, $4) ON CONFLICT (report_id, account) DO NOTHING",
    [id, account, text, answeredAt],
  );
}

export async function findAnswer(ctx: Ctx, id: string, account: Address): Promise<string | undefined> {
  const [row] = await selectRows<{ text: string }>(ctx, "SELECT text FROM report_answers WHERE report_id = $1 AND account = $2", [
    id,
    account,
  ]);
  return row?.text;
}
