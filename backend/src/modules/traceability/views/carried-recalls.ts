import { isLot } from "@waybill/protocol/identifiers/is-lot";
import { RECALL_NAMESPACE } from "@waybill/protocol/recall/vocabulary";
import type { ContentsView } from "@waybill/protocol/schemas/api/trace";
import type { Address, Hex32, Subject } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../../platform/context.ts";
import { statementsBySequence, subjectsOfStatements, type StatementRow } from "../statement-rows.ts";
import { contentsView } from "../trace/contents.ts";

/** Units one within the other. */
const MAX_LEVELS = 16;
/** Notices about what one unit holds, the newest of them. */
const MAX_NOTICES = 20;
/** Statements that these bring with them. */
const MAX_STATEMENTS = 250;
const MAX_CHARACTERS = 2 * 1024 * 1024;
/** A place in the order of capture that nothing was withdrawn before. */
const BEFORE_ALL = "0";

/** A notice, and the first report of its author about the goods. */
interface Notice {
  sequence: string;
  commitment: Hex32;
  account: Address;
  first: string;
}

/**
 * The recall notices that name something that a unit holds now, of those who reported something else about it before: with that report, by
 * which a reader sees that no stranger calls the goods back, with what the author said of the recall's end, and with the packings between the
 * unit and the goods. All of it is about what the unit holds; other statements about the contents are other journeys. A stranger's notice
 * stands on the page of the goods alone. Whoever packed the goods takes no notice off by withdrawing the packing after it came.
 */
export async function carriedRecalls(ctx: Ctx, subject: Subject): Promise<{ rows: StatementRow[]; isCut: boolean }> {
  if (isLot(subject)) return { rows: [], isCut: false };
  const holds = await contentsKnown(ctx, subject);
  const ever = await contentsKnown(ctx, subject, BEFORE_ALL);
  const held = [...new Set([...holds.contents, ...ever.contents].map(({ content }) => content))];
  const found = held.length === 0 ? [] : await noticesAbout(ctx, held);
  const isCut = holds.truncated || ever.truncated || found.length > MAX_NOTICES;
  const notices: Notice[] = [];
  const packings: Hex32[] = [];
  for (const notice of found.slice(0, MAX_NOTICES)) {
    const named = new Set((await subjectsOfStatements(ctx, [notice.commitment])).map((item) => item.subject));
    const isHeld = ({ contents }: ContentsView) => contents.some(({ content }) => named.has(content));
    const then = isHeld(holds) ? holds : await contentsKnown(ctx, subject, notice.sequence);
    if (!isHeld(then)) continue;
    notices.push(notice);
    packings.push(...packingsOf(subject, then.contents, [...named]));
  }
  if (notices.length === 0) return { rows: [], isCut };
  // Nothing of a recall counts without the report, and without its end it goes on: what is left out for want of room hides no recall.
  const sequences = new Set([
    ...notices.flatMap(({ first, sequence }) => [first, sequence]),
    ...(await sequencesOf(ctx, packings)),
    ...(await endsOf(ctx, held, notices)),
  ]);
  const rows = await statementsBySequence(ctx, [...sequences].slice(0, MAX_STATEMENTS), MAX_CHARACTERS);
  return { rows, isCut: isCut || rows.length < sequences.size };
}

function contentsKnown(ctx: Ctx, subject: Subject, knownAt?: string): Promise<ContentsView> {
  return contentsView(ctx, subject, ctx.clock.now(), MAX_LEVELS, knownAt);
}

/** What an account said of goods in `$1` that a notice `n` names, and has not taken back. */
const SAID = `s.account = n.account AND s.corrects IS NULL
  AND s.commitment IN (SELECT b.commitment FROM statement_subjects named JOIN statement_subjects b ON b.subject = named.subject
    WHERE named.commitment = n.commitment AND named.subject = ANY($1))
  AND NOT EXISTS (SELECT FROM withdrawn_statements w WHERE w.sequence = s.sequence)`;

/** The newest, and one more than are shown where there are more. */
function noticesAbout(ctx: Pick<Ctx, "tx">, subjects: readonly string[]): Promise<Notice[]> {
  return selectRows(
    ctx,
    `WITH notice AS (
       SELECT DISTINCT s.sequence, s.commitment, s.account
       FROM trace_parts p JOIN indexed_events e ON e.sequence = p.sequence JOIN statements s ON s.sequence = p.sequence
       WHERE p.subject = ANY($1) AND e.disposition = 'recalled' AND s.corrects IS NULL
         AND NOT EXISTS (SELECT FROM withdrawn_statements w WHERE w.sequence = p.sequence)
     )
     SELECT n.sequence, n.commitment, n.account, said.sequence AS first FROM notice n CROSS JOIN LATERAL (
       SELECT s.sequence FROM statements s JOIN indexed_events e ON e.sequence = s.sequence
       WHERE ${SAID} AND e.disposition IS DISTINCT FROM 'recalled' AND strpos(s.event_json, $3) = 0
       ORDER BY s.event_time, s.sequence LIMIT 1
     ) said ORDER BY n.sequence DESC LIMIT $2`,
    [subjects, MAX_NOTICES + 1, RECALL_NAMESPACE],
  );
}

/** What the author of a notice said of it later, such as that it is over. */
async function endsOf(ctx: Pick<Ctx, "tx">, subjects: readonly string[], notices: readonly Notice[]): Promise<string[]> {
  const rows = await selectRows<{ sequence: string }>(
    ctx,
    `SELECT DISTINCT s.sequence FROM unnest($2::text[], $3::text[]) AS n(commitment, account) JOIN statements s
       ON ${SAID} AND strpos(s.event_json, n.commitment) > 0
     ORDER BY s.sequence DESC LIMIT $4`,
    [subjects, notices.map(({ commitment }) => commitment), notices.map(({ account }) => account), MAX_STATEMENTS + 1],
  );
  return rows.map(({ sequence }) => sequence);
}

/** How some goods came into units within a unit: one way for each. What puts something into the unit itself is its own journey. */
function packingsOf(unit: Subject, contents: ContentsView["contents"], goods: readonly string[]): Hex32[] {
  // Level by level, so the shortest way comes first, and every way ends at the unit.
  const into = new Map(contents.toReversed().map((span) => [span.content as string, span]));
  return goods.flatMap((subject) => {
    const way: Hex32[] = [];
    for (let span = into.get(subject); span !== undefined && span.unit !== unit; span = into.get(span.unit)) {
      if (span.begunBy !== null) way.push(span.begunBy as Hex32);
    }
    return way;
  });
}

/** These statements, and those by which their own authors withdrew some of them. */
async function sequencesOf(ctx: Pick<Ctx, "tx">, commitments: readonly Hex32[]): Promise<string[]> {
  if (commitments.length === 0) return [];
  const rows = await selectRows<{ sequence: string }>(
    ctx,
    `WITH named AS (SELECT sequence, event_hash, account FROM statements WHERE commitment = ANY($1))
     SELECT sequence FROM named
     UNION SELECT d.sequence FROM named n JOIN statements d ON d.corrects = n.event_hash AND d.account = n.account
     ORDER BY sequence`,
    [[...new Set(commitments)]],
  );
  return rows.map(({ sequence }) => sequence);
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
