import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { columnLists } from "../../platform/column-lists.ts";
import { selectRows, type Ctx } from "../../platform/context.ts";
import { publish } from "../../platform/outbox.ts";
import type { PreparedStatement, StatementResult, StatementToStore } from "./capture/captured-event.ts";
import { indexListsOf, type IndexLists } from "./query/index/index-lists.ts";
import { storeLists } from "./query/index/store-index.ts";

/** Indices of the statements whose author has given their eventID to another event, stored or earlier in the same list. */
export async function findTakenEventIds(ctx: Ctx, statements: readonly StatementToStore[]): Promise<Set<number>> {
  const declared = statements.filter((statement) => statement.declaredEventId !== null);
  if (declared.length === 0) return new Set();
  const rows = await selectRows<{ account: string; declared_event_id: string; event_hash: string }>(
    ctx,
    `SELECT DISTINCT account, declared_event_id, event_hash FROM statements
     WHERE declared_event_id = ANY($1) AND account = ANY($2)`,
    [declared.map((statement) => statement.declaredEventId), [...new Set(declared.map((statement) => statement.account))]],
  );
  const keyOf = (account: string, eventId: string | null) => `${account} ${eventId}`;
  const hashes = new Map(rows.map((row) => [keyOf(row.account, row.declared_event_id), row.event_hash]));
  const taken = new Set<number>();
  for (const { index, account, declaredEventId, eventHash } of declared) {
    const key = keyOf(account, declaredEventId);
    const known = hashes.get(key);
    if (known === undefined) hashes.set(key, eventHash);
    else if (known !== eventHash) taken.add(index);
  }
  return taken;
}

const STATEMENT_TYPES = {
  ...{ index: "integer", commitment: "text", eventId: "text", eventHash: "text", contentDigest: "text", salt: "text", kind: "text" },
  ...{ account: "text", signature: "text", bulk: "jsonb", eventJson: "text", declaredEventId: "text", eventType: "text", bizStep: "text" },
  ...{ eventTime: "timestamptz", corrects: "text" },
};

/** Stores statements with what they bring themselves. */
export function storeStatements(ctx: Ctx, statements: readonly PreparedStatement[], captureId: string | null): Promise<StatementResult[]> {
  return storeWithLists(ctx, { statements, lists: indexListsOf(statements), captureId });
}

interface StoringWork {
  statements: readonly StatementToStore[];
  /** By the places of all statements. */
  lists: IndexLists;
  captureId: string | null;
  /** Where not all of them are to be stored. */
  isAccepted?: (statement: StatementToStore) => boolean;
}

/**
 * Stores statements with their subjects and what queries find them by. What an author has stated before, word for word, is not stored twice: the
 * result then names the earlier statement.
 */
export async function storeWithLists(
  ctx: Ctx,
  { statements: all, lists, captureId, isAccepted = () => true }: StoringWork,
): Promise<StatementResult[]> {
  const statements = all.filter(isAccepted);
  if (statements.length === 0) return [];
  const capturedAt = ctx.clock.now();
  const { from, values } = columnLists(STATEMENT_TYPES, statements);
  const inserted = await selectRows<{ commitment: Hex32; sequence: string }>(
    ctx,
    `INSERT INTO statements (commitment, event_id, event_hash, content_digest, salt, kind, account, signature, bulk, event_json,
       declared_event_id, event_type, biz_step, event_time, corrects, capture_id, captured_at)
     SELECT commitment, "eventId", "eventHash", "contentDigest", salt, kind, account, signature, bulk, "eventJson", "declaredEventId",
       "eventType", "bizStep", "eventTime", corrects, $${values.length + 1}, $${values.length + 2}
     FROM ${from} ORDER BY index
     ON CONFLICT (account, kind, content_digest) DO NOTHING
     RETURNING commitment, sequence`,
    [...values, captureId, capturedAt],
  );
  const sequences = new Map(inserted.map(({ commitment, sequence }) => [commitment, sequence]));
  const waiting = new Set(sequences.keys());
  // A document may state the same twice under one salt: the first is new, the second is not.
  const fresh = statements.filter(({ commitment }) => waiting.delete(commitment));
  await storeSubjects(ctx, fresh);
  const stored = new Set(fresh);
  const placed = all.map((statement) =>
    stored.has(statement)
      ? { sequence: sequences.get(statement.commitment) ?? "", eventHash: statement.eventHash, recordedAt: capturedAt }
      : null,
  );
  await storeLists(ctx, placed, lists);
  for (const { commitment } of inserted) publish(ctx, { type: "statement", commitment, state: "stored" });
  return resultsOf(ctx, statements, stored);
}

async function storeSubjects(ctx: Ctx, statements: readonly StatementToStore[]): Promise<void> {
  const rows = statements.flatMap(({ commitment, subjects }) =>
    subjects.map((subject, position) => ({ commitment, position, ...subject })),
  );
  if (rows.length === 0) return;
  const { from, values } = columnLists(
    { commitment: "text", position: "integer", subject: "text", role: "text", quantity: "text", uom: "text" },
    rows,
  );
  await ctx.tx.query(`INSERT INTO statement_subjects (commitment, position, subject, role, quantity, uom) SELECT r.* FROM ${from}`, values);
}

async function resultsOf(
  ctx: Ctx,
  statements: readonly StatementToStore[],
  fresh: ReadonlySet<StatementToStore>,
): Promise<StatementResult[]> {
  const old = statements.filter((statement) => !fresh.has(statement));
  const known = await findSame(ctx, old);
  const commitments = new Map(known.map((row) => [`${row.account} ${row.kind} ${row.content_digest}`, row.commitment]));
  return statements.map((statement) => {
    const { index, eventId, account, kind, contentDigest, commitment, warnings } = statement;
    return {
      index,
      eventId,
      commitment: commitments.get(`${account} ${kind} ${contentDigest}`) ?? commitment,
      duplicate: !fresh.has(statement),
      ...(warnings ? { warnings } : {}),
    };
  });
}

interface SameRow {
  account: string;
  kind: string;
  content_digest: string;
  commitment: Hex32;
}

/** What the same authors stated before, word for word. */
async function findSame(ctx: Ctx, statements: readonly StatementToStore[]): Promise<SameRow[]> {
  if (statements.length === 0) return [];
  return selectRows(
    ctx,
    `SELECT s.account, s.kind, s.content_digest, s.commitment
     FROM unnest($1::text[], $2::text[], $3::text[]) AS wanted(account, kind, digest)
     JOIN statements s ON s.account = wanted.account AND s.kind = wanted.kind AND s.content_digest = wanted.digest`,
    [statements.map(({ account }) => account), statements.map(({ kind }) => kind), statements.map(({ contentDigest }) => contentDigest)],
  );
}
