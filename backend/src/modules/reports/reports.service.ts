import { subjectOf } from "@waybill/protocol/identifiers/subject";
import type { ReportReceipt, ReportRequest } from "@waybill/protocol/schemas/api/reports";
import type { Address } from "@waybill/protocol/schemas/primitives";
import type { Ctx } from "../../platform/context.ts";
import { ProblemError } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { giveConsent, withdrawConsent, type Saying } from "../../platform/personal/consents.ts";
import type { PersonalFields } from "../../platform/personal/personal-fields.ts";
import { partiesByAccount } from "../identity/identity.queries.ts";
import { accountsOfJourney } from "../traceability/traceability.queries.ts";
import { digestOf, hashOfNumber, numberOf, ownerOfReport } from "./reports.domain.ts";
import { REPORTS_PROBLEMS } from "./reports.errors.ts";
import {
  clearContact,
  countReportsSince,
  findAnswer,
  findPartiesOf,
  insertAnswer,
  insertReport,
  isConcerned,
  lockReport,
} from "./reports.store.ts";

const DAY_MILLISECONDS = 86_400_000;
/** About one lot and day: a real problem is known long before. */
const MAX_REPORTS_PER_DAY = 100;

/**
 * Keeps a report for the organisations that have reported about the goods, or recognises it as one that is kept already.
 *
 * @throws {ProblemError} `reports.invalid-subject`, `reports.nobody-concerned`, `reports.too-many-reports`, `platform.consent-words-changed`
 */
export async function report(ctx: Ctx, personal: PersonalFields, request: ReportRequest): Promise<ReportReceipt> {
  const subject = subjectOf(request.subject.trim());
  if (subject === undefined) {
    const errors = [{ pointer: "/subject", message: "names no lot, serial or logistic unit" }];
    throw new ProblemError(REPORTS_PROBLEMS.invalidSubject, { errors });
  }
  const [number, digest] = [numberOf(request), digestOf(request)];
  const known = await findPartiesOf(ctx, digest);
  if (known.length > 0) return receipt(ctx, number, known);
  const accounts = await accountsOfJourney(ctx, subject);
  if (accounts.length === 0) throw new ProblemError(REPORTS_PROBLEMS.nobodyConcerned);
  const now = ctx.clock.now();
  if ((await countReportsSince(ctx, subject, new Date(now.getTime() - DAY_MILLISECONDS))) >= MAX_REPORTS_PER_DAY)
    throw new ProblemError(REPORTS_PROBLEMS.tooManyReports, { headers: { "Retry-After": "86400" } });
  const { kind, text } = request;
  const id = newId(ctx.random);
  const contact = request.contact === undefined ? null : personal.seal("reports.contact", ownerOfReport(id), request.contact);
  const row = { id, digest, numberHash: hashOfNumber(number), subject, kind, text, contact, reportedAt: now };
  if ((await insertReport(ctx, row, accounts)) && contact !== null)
    await giveConsent(ctx, contactConsentOf(id), request.contactConsent ?? 0);
  return receipt(ctx, number, accounts);
}

async function receipt(ctx: Ctx, number: string, accounts: readonly Address[]): Promise<ReportReceipt> {
  return { number, parties: [...(await partiesByAccount(ctx, accounts)).values()] };
}

/**
 * Takes back what a report says about how to reach the reporter: its key is destroyed, so that it is unreadable in backups as well. The report stays.
 * The same again changes nothing.
 *
 * @throws {ProblemError} `reports.unknown-report`
 */
export async function withdrawContact(ctx: Ctx, personal: PersonalFields, number: string): Promise<void> {
  const id = await lockReport(ctx, hashOfNumber(number));
  if (id === undefined) throw new ProblemError(REPORTS_PROBLEMS.unknownReport);
  await withdrawConsent(ctx, contactConsentOf(id));
  if (await clearContact(ctx, id)) personal.destroy(ownerOfReport(id));
}

function contactConsentOf(id: string): Saying {
  return { owner: ownerOfReport(id), purpose: "report-contact", by: "nobody" };
}

/**
 * An organisation's answer, once. The same text again changes nothing.
 *
 * @throws {ProblemError} `reports.unknown-report`, `reports.already-answered`
 */
export async function answerReport(ctx: Ctx, { id, account, text }: { id: string; account: Address; text: string }): Promise<void> {
  if (!(await isConcerned(ctx, id, account))) throw new ProblemError(REPORTS_PROBLEMS.unknownReport);
  await insertAnswer(ctx, { id, account, text, answeredAt: ctx.clock.now() });
  if ((await findAnswer(ctx, id, account)) !== text) throw new ProblemError(REPORTS_PROBLEMS.alreadyAnswered);
}
