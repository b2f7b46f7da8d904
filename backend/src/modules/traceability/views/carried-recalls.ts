import { isLot } from "@waybill/protocol/identifiers/is-lot";
import type { Subject } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import { STATEMENT_COLUMNS, type StatementRow } from "../statement-rows.ts";
import { contentsView } from "../trace/contents.ts";

/** Units one within the other. */
const MAX_LEVELS = 16;
/** Notices about what one unit holds, the newest of them. */
const MAX_NOTICES = 20;

/**
 * The recall notices that name something that a unit holds now, with what their authors said of their end, and for each the author's first
 * report about the goods: by it a reader sees that no stranger calls them back. Other statements about the contents are other journeys.
 */
export async function carriedRecalls(ctx: Ctx, subject: Subject): Promise<StatementRow[]> {
  if (isLot(subject)) return [];
  const { contents } = await contentsView(ctx, subject, ctx.clock.now(), MAX_LEVELS);
  if (contents.length === 0) return [];
  return selectRows(
    ctx,
    `WITH notice AS (
       SELECT DISTINCT s.sequence, s.commitment, s.account
       FROM trace_parts p JOIN indexed_events e ON e.sequence = p.sequence JOIN statements s ON s.sequence = p.sequence
       WHERE p.subject = ANY($1) AND e.disposition = 'recalled' AND s.corrects IS NULL
         AND NOT EXISTS (SELECT FROM withdrawn_statements w WHERE w.sequence = p.sequence)
       ORDER BY s.sequence DESC LIMIT $2
     ), told AS (
       SELECT n.commitment AS notice, s.sequence, s.event_time, e.disposition = 'recalled' AS recalls,
         strpos(s.event_json, n.commitment) > 0 AS names
       FROM notice n JOIN statement_subjects named ON named.commitment = n.commitment
       JOIN statement_subjects b ON b.subject = named.subject JOIN statements s ON s.commitment = b.commitment AND s.account = n.account
       JOIN indexed_events e ON e.sequence = s.sequence
       WHERE s.corrects IS NULL AND NOT EXISTS (SELECT FROM withdrawn_statements w WHERE w.sequence = s.sequence)
     ), first AS (
       SELECT DISTINCT ON (notice) sequence FROM told WHERE recalls IS NOT TRUE AND NOT names ORDER BY notice, event_time, sequence
     )
     SELECT ${STATEMENT_COLUMNS} FROM statements
     WHERE sequence IN (SELECT sequence FROM notice UNION SELECT sequence FROM told WHERE names UNION SELECT sequence FROM first)`,
    [contents.map(({ content }) => content), MAX_NOTICES],
  );
}

/** In order of event time, each once. */
export async function inOrder(ctx: Pick<Ctx, "tx">, rows: readonly StatementRow[]): Promise<StatementRow[]> {
  const byCommitment = new Map(rows.map((row) => [row.commitment, row]));
  const ordered = await selectRows<Pick<StatementRow, "commitment">>(
    ctx,
    "SELECT commitment FROM statements WHERE commitment = ANY($1) ORDER BY event_time, sequence",
    [[...byCommitment.keys()]],
  );
  return ordered.flatMap(({ commitment }) => byCommitment.get(commitment) ?? []);
}
