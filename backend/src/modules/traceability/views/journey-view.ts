import { subjectOf as canonicalSubjectOf } from "@waybill/protocol/identifiers/subject";
import type { JourneyView, Party } from "@waybill/protocol/schemas/api/traceability";
import type { Subject } from "@waybill/protocol/schemas/primitives";
import type { Ctx } from "../../../platform/context.ts";
import { ProblemError } from "../../../platform/errors.ts";
import { partiesByAccount } from "../../identity/identity.queries.ts";
import { productsByGtin } from "../../master-data/master-data.queries.ts";
import { erasedAbout } from "../erasure/erased-rows.ts";
import { statementsAbout, type StatementRow } from "../statement-rows.ts";
import { TRACEABILITY_PROBLEMS } from "../traceability.errors.ts";
import type { CustodyOfUnits, SilentHolders, StatementChain } from "../traceability.ports.ts";
import { carriedRecalls, inOrder } from "./carried-recalls.ts";
import { gtinOf } from "./event-fields.ts";
import { journeyFindings } from "./journey-findings.ts";
import { journeyGraph, type JourneyGraph } from "./journey-graph.ts";
import { openRecalls } from "./open-recalls.ts";
import { statementViews } from "./statement-views.ts";

/** Statements on one journey. */
const MAX_STATEMENTS = 500;
/** Of all their events together: a journey is read, compared and sent as a whole. */
const MAX_CHARACTERS = 8 * 1024 * 1024;

export interface Journey extends JourneyGraph {
  subject: Subject;
  rows: StatementRow[];
}

/** The canonical name of a subject given in any GS1 spelling. @throws {ProblemError} 400 for anything else. */
export function subjectOf(text: string): Subject {
  const subject = canonicalSubjectOf(text.trim());
  if (subject !== undefined) return subject;
  throw new ProblemError(TRACEABILITY_PROBLEMS.invalidSubject, {
    errors: [{ pointer: "/query/subject", message: "names no lot, serial or logistic unit" }],
  });
}

/** All statements of a journey, and the recalls of what a unit holds, in order of event time, cut at the limits. */
export async function readJourney(ctx: Ctx, subject: Subject): Promise<Journey> {
  const graph = await journeyGraph(ctx, subject);
  const rows = await statementsAbout(ctx, graph.subjects, { statements: MAX_STATEMENTS + 1, characters: MAX_CHARACTERS });
  const kept = withinLimits(rows);
  const recalls = await carriedRecalls(ctx, subject);
  const shown = recalls.length === 0 ? kept : await inOrder(ctx, [...kept, ...recalls]);
  return { ...graph, subject, rows: shown, isTruncated: graph.isTruncated || kept.length < rows.length };
}

function withinLimits(rows: readonly StatementRow[]): StatementRow[] {
  let characters = 0;
  const end = rows.findIndex(({ eventJson }, index) => index >= MAX_STATEMENTS || (characters += eventJson.length) > MAX_CHARACTERS);
  return rows.slice(0, end < 0 ? rows.length : end);
}

/** Statements about these subjects of which only the commitment is left. */
async function erasedViews(ctx: Ctx, subjects: readonly string[]): Promise<JourneyView["erased"]> {
  const rows = await erasedAbout(ctx, subjects);
  const parties = await partiesByAccount(
    ctx,
    rows.map(({ account }) => account),
  );
  return rows.map(({ commitment, account, erasedAt }) => ({
    commitment,
    author: parties.get(account) as Party,
    erasedAt: erasedAt.toISOString(),
  }));
}

/** What the public page shows. A subject that nobody has reported has a journey without statements. */
export async function journeyView(
  ctx: Ctx,
  { chain, custody, silentHolders }: { chain: StatementChain; custody: CustodyOfUnits; silentHolders: SilentHolders },
  journey: Journey,
): Promise<JourneyView> {
  const { subject } = journey;
  const gtin = gtinOf(subject);
  const statements = await statementViews(ctx, chain, journey.rows);
  const product =
    gtin === null ? null : ((await productsByGtin(ctx, [gtin])).get(gtin) ?? { gtin, name: null, description: null, statedBy: null });
  const findings = journeyFindings(journey.rows, statements);
  return {
    subject,
    product,
    statements,
    related: journey.related as JourneyView["related"],
    custody: [...(await custody.custodyOfSubjects(ctx, journey.subjects))],
    findings,
    recalls: await openRecalls(ctx, silentHolders, journey.rows, findings),
    erased: await erasedViews(ctx, journey.subjects),
    truncated: journey.isTruncated,
  };
}
