import type { BulkPlace } from "@waybill/protocol/schemas/bundle";
import type { Address, Hex32 } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../platform/context.ts";

/** A stored statement, as views and bundles read it. */
export interface StatementRow {
  commitment: Hex32;
  eventId: string;
  eventHash: Hex32;
  contentDigest: Hex32;
  salt: Hex32;
  kind: "signed" | "claimed";
  account: Address;
  signature: `0x${string}` | null;
  bulk: BulkPlace | null;
  eventJson: string;
  declaredEventId: string | null;
  eventType: string;
  corrects: Hex32 | null;
  capturedAt: Date;
}

export const STATEMENT_COLUMNS = `commitment, event_id AS "eventId", event_hash AS "eventHash", content_digest AS "contentDigest", salt, kind, account, signature, bulk,
  event_json AS "eventJson", declared_event_id AS "declaredEventId", event_type AS "eventType", corrects, captured_at AS "capturedAt"`;

export type Reading = Pick<Ctx, "tx">;

/** Text of events that one question reads: more would fill the memory. */
export const MAX_READ_CHARACTERS = 8 * 1024 * 1024;

/** Statements about one event, oldest first: up to a thousand, and up to the one that fills the characters that one question reads. */
export function statementsOfEvent(ctx: Reading, eventHash: Hex32): Promise<StatementRow[]> {
  return selectRows(
    ctx,
    `SELECT ${STATEMENT_COLUMNS} FROM (
       SELECT *, sum(length(event_json)) OVER (ORDER BY sequence) - length(event_json) AS characters_before FROM statements WHERE event_hash = $1
     ) AS told
     WHERE characters_before <= $2 ORDER BY sequence LIMIT 1000`,
    [eventHash, MAX_READ_CHARACTERS],
  );
}

export async function findStatement(ctx: Reading, commitment: Hex32): Promise<StatementRow | null> {
  const [row] = await selectRows<StatementRow>(ctx, `SELECT ${STATEMENT_COLUMNS} FROM statements WHERE commitment = $1`, [commitment]);
  return row ?? null;
}

/** Statements by their order of capture, in the order asked for: from the first one up to the one that fills the `characters`. */
export async function statementsBySequence(
  ctx: Reading,
  sequences: readonly string[],
  characters = MAX_READ_CHARACTERS,
): Promise<StatementRow[]> {
  if (sequences.length === 0) return [];
  return selectRows(
    ctx,
    `SELECT ${STATEMENT_COLUMNS} FROM (
       SELECT statements.*, place, sum(length(event_json)) OVER (ORDER BY place) - length(event_json) AS characters_before
       FROM unnest($1::bigint[]) WITH ORDINALITY AS wanted(sequence, place) JOIN statements USING (sequence)
     ) AS found
     WHERE characters_before <= $2 ORDER BY place`,
    [sequences, characters],
  );
}

/** Statements by their commitments, in no order; those that there are not are absent. */
export function statementsNamed(ctx: Reading, commitments: readonly Hex32[]): Promise<StatementRow[]> {
  return selectRows(ctx, `SELECT ${STATEMENT_COLUMNS} FROM statements WHERE commitment = ANY($1)`, [commitments]);
}

/** Statements of one account, newest first; `after` is the commitment that ended the page before. */
export function statementsOf(
  ctx: Reading,
  account: Address,
  { after, limit }: { after: string | null; limit: number },
): Promise<StatementRow[]> {
  return selectRows(
    ctx,
    `SELECT ${STATEMENT_COLUMNS} FROM statements
     WHERE account = $1 AND ($2::text IS NULL OR sequence < (SELECT sequence FROM statements WHERE commitment = $2))
     ORDER BY sequence DESC LIMIT $3`,
    [account, after, limit],
  );
}

/** Statements about any of the subjects in the order of event time: up to a number, and up to the one that fills the `characters`. */
export function statementsAbout(
  ctx: Reading,
  subjects: readonly string[],
  limit: { statements: number; characters: number },
): Promise<StatementRow[]> {
  return selectRows(
    ctx,
    `SELECT ${STATEMENT_COLUMNS} FROM (
       SELECT *, sum(length(event_json)) OVER (ORDER BY event_time, sequence) - length(event_json) AS characters_before FROM statements
       WHERE commitment IN (SELECT commitment FROM statement_subjects WHERE subject = ANY($1))
     ) AS about
     WHERE characters_before <= $3 ORDER BY event_time, sequence LIMIT $2`,
    [subjects, limit.statements, limit.characters],
  );
}

/** What one statement is about, in document order. */
export interface SubjectRow {
  commitment: Hex32;
  subject: string;
  role: "observed" | "parent" | "child" | "input" | "output";
  quantity: string | null;
  uom: string | null;
}

export function subjectsOfStatements(ctx: Reading, commitments: readonly Hex32[]): Promise<SubjectRow[]> {
  return selectRows(
    ctx,
    "SELECT commitment, subject, role, quantity, uom FROM statement_subjects WHERE commitment = ANY($1) ORDER BY commitment, position",
    [commitments],
  );
}

/** That an account declares an event to be in error, and since when: its first declaration, as it was captured (or erased). */
export interface DeclaredInError {
  corrects: Hex32;
  account: Address;
  since: Date;
}

/** Who declares which of these events to be in error, each account once. Declarations that were erased count: the proofs list them all the same. */
export function declaredInError(ctx: Reading, eventHashes: readonly Hex32[]): Promise<DeclaredInError[]> {
  return selectRows(
    ctx,
    `SELECT corrects, account, min(since) AS since FROM (
       SELECT corrects, account, captured_at AS since FROM statements WHERE corrects = ANY($1)
       UNION ALL SELECT corrects, account, erased_at FROM erased_statements WHERE corrects = ANY($1)
     ) AS declared
     GROUP BY corrects, account ORDER BY min(since), account`,
    [eventHashes],
  );
}

/** Declarations of error that travel with the proof of one event. */
const MAX_DECLARATIONS = 100;

/** Statements that declare any of these events to be in error, oldest first: up to a number for each event, and to the characters that one question reads. */
export function declarationsAgainst(ctx: Reading, eventHashes: readonly Hex32[]): Promise<StatementRow[]> {
  return selectRows(
    ctx,
    `SELECT ${STATEMENT_COLUMNS} FROM (
       SELECT *, row_number() OVER (PARTITION BY corrects ORDER BY sequence) AS number,
         sum(length(event_json)) OVER (ORDER BY sequence) - length(event_json) AS characters_before
       FROM statements WHERE corrects = ANY($1)
     ) AS declared
     WHERE number <= $2 AND characters_before <= $3 ORDER BY sequence`,
    [eventHashes, MAX_DECLARATIONS, MAX_READ_CHARACTERS],
  );
}
