import type { Ctx } from "../../../platform/context.ts";
import { statementsAbout, type StatementRow } from "../statement-rows.ts";
import { journeyGraph } from "./journey-graph.ts";

/** Statements that one question reads; whoever asks is told when there were more. */
const MAX_STATEMENTS = 2_000;
const MAX_CHARACTERS = 8 * 1024 * 1024;

/** What was stated about goods, about what they were made from, and about the units that carried any of these, in the order of event time. */
export async function upstreamStatements(
  ctx: Pick<Ctx, "tx">,
  subject: string,
): Promise<{ subjects: string[]; rows: StatementRow[]; isTruncated: boolean }> {
  const { subjects, isTruncated } = await journeyGraph(ctx, subject);
  const rows = await statementsAbout(ctx, subjects, { statements: MAX_STATEMENTS, characters: MAX_CHARACTERS });
  const characters = rows.reduce((sum, { eventJson }) => sum + eventJson.length, 0);
  return { subjects, rows, isTruncated: isTruncated || rows.length === MAX_STATEMENTS || characters > MAX_CHARACTERS };
}
