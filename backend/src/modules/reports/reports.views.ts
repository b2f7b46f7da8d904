import type { ReceivedReport, ReportStatus } from "@waybill/protocol/schemas/api/reports";
import type { Party } from "@waybill/protocol/schemas/api/traceability";
import type { Address, Subject } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { organisationOf, type Principal } from "../../platform/http/principal.ts";
import { consenting } from "../../platform/personal/consents.ts";
import type { PersonalFields } from "../../platform/personal/personal-fields.ts";
import { show } from "../../platform/personal/show.ts";
import { partiesByAccount } from "../identity/identity.queries.ts";
import { hashOfNumber, ownerOfReport } from "./reports.domain.ts";
import { REPORTS_PROBLEMS } from "./reports.errors.ts";

interface ReportRow {
  id: string;
  subject: Subject;
  kind: ReceivedReport["kind"];
  text: string;
  reported_at: Date;
}

interface PartyRow {
  account: Address;
  text: string | null;
  answered_at: Date | null;
}

/** What became of a report. @throws {ProblemError} `reports.unknown-report` */
export async function reportStatus(ctx: Ctx, number: string): Promise<ReportStatus> {
  const [report] = await selectRows<ReportRow & { is_sealed: boolean }>(
    ctx,
    "SELECT id, subject, kind, text, reported_at, contact_sealed IS NOT NULL AS is_sealed FROM reports WHERE number_hash = $1",
    [hashOfNumber(number)],
  );
  if (!report) throw new ProblemError(REPORTS_PROBLEMS.unknownReport);
  const rows = await selectRows<PartyRow>(
    ctx,
    `SELECT p.account, a.text, a.answered_at FROM report_parties p LEFT JOIN report_answers a USING (report_id, account)
     WHERE p.report_id = $1 ORDER BY a.answered_at NULLS LAST, p.account`,
    [report.id],
  );
  const parties = await partiesByAccount(
    ctx,
    rows.map(({ account }) => account),
  );
  const { subject, kind, text, reported_at, is_sealed } = report;
  return {
    ...{ subject, kind, text, reportedAt: reported_at.toISOString(), parties: [...parties.values()] },
    hasContact: is_sealed && (await consenting(ctx, "report-contact", [ownerOfReport(report.id)])).size > 0,
    answers: rows.flatMap(({ account, text: answer, answered_at }) =>
      answer === null || answered_at === null
        ? []
        : [{ party: parties.get(account) as Party, text: answer, answeredAt: answered_at.toISOString() }],
    ),
  };
}

/** Reports that concern the organisation of whoever asks, newest first. */
export async function receivedReports(
  ctx: Ctx,
  personal: PersonalFields,
  principal: Principal | null,
  { after, limit }: { after: string | null; limit: number },
): Promise<{ items: ReceivedReport[]; next: string | null }> {
  const rows = await selectRows<ReportRow & { contact: Buffer | null; answer: string | null; answered_at: Date | null }>(
    ctx,
    `SELECT r.id, r.subject, r.kind, r.text, r.contact_sealed AS contact, r.reported_at, a.text AS answer, a.answered_at
     FROM report_parties p JOIN reports r ON r.id = p.report_id LEFT JOIN report_answers a ON a.report_id = p.report_id AND a.account = p.account
     WHERE p.account = $1 AND ($2::text IS NULL OR (p.reported_at, p.report_id) < (SELECT reported_at, id FROM reports WHERE id = $2))
     ORDER BY p.reported_at DESC, p.report_id DESC LIMIT $3`,
    [organisationOf(principal), after, limit + 1],
  );
  const page = rows.slice(0, limit);
  const consent = await consenting(
    ctx,
    "report-contact",
    page.map(({ id }) => ownerOfReport(id)),
  );
  const items = page.map(({ id, subject, kind, text, contact, reported_at, answer, answered_at }) => ({
    ...{ id, subject, kind, text, reportedAt: reported_at.toISOString() },
    contact: consent.has(ownerOfReport(id))
      ? show(principal, "reports.contact", { text: personal.open("reports.contact", ownerOfReport(id), contact) })
      : null,
    answer: answer === null || answered_at === null ? null : { text: answer, answeredAt: answered_at.toISOString() },
  }));
  return { items, next: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
}
