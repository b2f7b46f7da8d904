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
  /** Recalls of what the unit holds may be missing; nothing that was stated about the journey itself is. */
  areRecallsCut: boolean;
}

/** The canonical name of a subject given in any GS1 spelling. @throws {ProblemError} 400 for anything else. */
export function subjectOf(text: string): Subject {
  const subject = canonicalSubjectOf(text.trim());
  if (subject !== undefined) return subject;
  throw new ProblemError(TRACEABILITY_PROBLEMS.invalidSubject, {
    errors: [{ pointer: "/query/subject", message: "names no lot, serial or logistic unit" }],
  });
}

/** All statements of a journey, and the recalls of what a unit holds, in order of event time, cut at the limits; the recalls go first. */
export async function readJourney(ctx: Ctx, subject: Subject): Promise<Journey> {
  const graph = await journeyGraph(ctx, subject);
  const recalls = await carriedRecalls(ctx, subject);
  const left = { statements: MAX_STATEMENTS - recalls.rows.length, characters: MAX_CHARACTERS - charactersOf(recalls.rows) };
  const rows = await statementsAbout(ctx, graph.subjects, { ...left, statements: left.statements + 1 });
  const kept = withinLimits(rows, left);
  const shown = recalls.rows.length === 0 ? kept : await inOrder(ctx, [...kept, ...recalls.rows]);
  return { ...graph, subject, rows: shown, isTruncated: graph.isTruncated || kept.length < rows.length, areRecallsCut: recalls.isCut };
}

function withinLimits(rows: readonly StatementRow[], limit: { statements: number; characters: number }): StatementRow[] {
  let characters = 0;
  const end = rows.findIndex(({ eventJson }, index) => index >= limit.statements || (characters += eventJson.length) > limit.characters);
  return rows.slice(0, end < 0 ? rows.length : end);
}

function charactersOf(rows: readonly StatementRow[]): number {
  return rows.reduce((sum, { eventJson }) => sum + eventJson.length, 0);
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
    truncated: journey.isTruncated || journey.areRecallsCut,
  };
}
