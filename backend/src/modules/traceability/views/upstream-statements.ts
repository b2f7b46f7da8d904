import { selectRows, type Ctx } from "../../../platform/context.ts";
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

/**
 * Names what `upstreamStatements` would read, without reading it: the same text for as long as nobody states or erases anything there, and no
 * time that was stated for the future has come.
 */
export async function upstreamDigest({ tx, clock }: Pick<Ctx, "tx" | "clock">, subject: string): Promise<string> {
  const { subjects, isTruncated } = await journeyGraph({ tx }, subject);
  const [row] = await selectRows<{ digest: string | null; future: string }>(
    { tx },
    `SELECT encode(sha256(string_agg(commitment, ' ' ORDER BY event_time, sequence)::bytea), 'hex') AS digest,
       count(*) FILTER (WHERE event_time > $2) AS future
     FROM statements WHERE commitment IN (SELECT commitment FROM statement_subjects WHERE subject = ANY($1))`,
    [subjects, clock.now()],
  );
  return [row?.digest, row?.future, isTruncated, ...subjects].join(" ");
}
