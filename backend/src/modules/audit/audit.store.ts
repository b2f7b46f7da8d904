import type { AuditCheckpoint, AuditHead } from "@waybill/protocol/audit/checkpoint";
import type { AuditEntry } from "@waybill/protocol/audit/entry";
import type { RowRange } from "@waybill/protocol/audit/findings";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { selectRows, type Ctx } from "../../platform/context.ts";

type Reading = Pick<Ctx, "tx">;

/** Where all streams stand, by name. */
export async function readHeads(ctx: Reading): Promise<AuditHead[]> {
  const rows = await selectRows<{ stream: string; sequence: string; hash: Hex32 }>(
    ctx,
    "SELECT stream, sequence, hash FROM audit_heads WHERE sequence > 0 ORDER BY stream",
  );
  return rows.map(({ sequence, ...head }) => ({ ...head, sequence: Number(sequence) }));
}

export interface StoredCheckpoint {
  checkpoint: AuditCheckpoint;
  hash: Hex32;
}

interface CheckpointRow extends Omit<AuditCheckpoint, "at"> {
  at: Date;
  hash: Hex32;
}

/** Checkpoints after a number, oldest first. */
export async function listCheckpoints(ctx: Reading, after: number, limit: number): Promise<StoredCheckpoint[]> {
  return (
    await selectRows<CheckpointRow>(ctx, "SELECT * FROM audit_checkpoints WHERE number > $1 ORDER BY number LIMIT $2", [after, limit])
  ).map(stored);
}

export async function newestCheckpoint(ctx: Reading): Promise<StoredCheckpoint | undefined> {
  return (await selectRows<CheckpointRow>(ctx, "SELECT * FROM audit_checkpoints ORDER BY number DESC LIMIT 1")).map(stored)[0];
}

function stored({ hash, number, at, previous, entries, root, heads }: CheckpointRow): StoredCheckpoint {
  return { hash, checkpoint: { number, at: at.toISOString(), previous, entries, root, heads } };
}

export async function insertCheckpoint(ctx: Ctx, { checkpoint, hash }: StoredCheckpoint, ranges: readonly RowRange[]): Promise<void> {
  const { number, at, previous, entries, root, heads } = checkpoint;
  await ctx.tx.query(
    "INSERT INTO audit_checkpoints (number, at, previous, entries, root, heads, hash) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    [...[number, at, previous, entries, root, JSON.stringify(heads), hash]],
  );
  await ctx.tx.query(
    `INSERT INTO audit_ranges (stream, first_sequence, last_sequence, checkpoint)
     SELECT r.stream, r."from", r."to", $2 FROM jsonb_to_recordset($1::jsonb) AS r(stream text, "from" bigint, "to" bigint)`,
    [JSON.stringify(ranges), number],
  );
}

/** Hashes of some rows of a stream, in order. */
export async function hashesOf(ctx: Reading, { stream, from, to }: RowRange): Promise<Hex32[]> {
  const rows = await selectRows<{ hash: Hex32 }>(
    ctx,
    "SELECT hash FROM audit_entries WHERE stream = $1 AND sequence BETWEEN $2 AND $3 ORDER BY sequence",
    [stream, from, to],
  );
  return rows.map(({ hash }) => hash);
}

/** A row of `audit_entries`. */
export interface EntryRow extends Omit<AuditEntry, "sequence" | "at" | "requestId"> {
  sequence: string;
  id: string;
  at: Date;
  request_id: string;
  hash: Hex32;
}

/** The entry as it was hashed. */
export function entryOf({
  stream,
  sequence,
  at,
  actor,
  account,
  action,
  subject,
  outcome,
  details,
  request_id,
  previous,
}: EntryRow): AuditEntry {
  return {
    ...{ stream, sequence: Number(sequence), at: at.toISOString(), actor, account, action },
    ...{ subject, outcome, details, requestId: request_id, previous },
  };
}

/** Rows of a stream, in order. */
export async function listEntries(ctx: Reading, { stream, from, to }: RowRange): Promise<EntryRow[]> {
  return selectRows<EntryRow>(ctx, "SELECT * FROM audit_entries WHERE stream = $1 AND sequence BETWEEN $2 AND $3 ORDER BY sequence", [
    stream,
    from,
    to,
  ]);
}

/** Rows that a checkpoint covers, by name of the stream. */
export async function coveredBy(ctx: Reading, checkpoint: number): Promise<RowRange[]> {
  const rows = await selectRows<{ stream: string; first_sequence: string; last_sequence: string }>(
    ctx,
    "SELECT stream, first_sequence, last_sequence FROM audit_ranges WHERE checkpoint = $1 ORDER BY stream",
    [checkpoint],
  );
  return rows.map(({ stream, first_sequence, last_sequence }) => ({ stream, from: Number(first_sequence), to: Number(last_sequence) }));
}

/** Number of the checkpoint that covers an entry; null while none does. */
export async function findCovering(ctx: Reading, stream: string, sequence: number): Promise<number | null> {
  const [row] = await selectRows<{ checkpoint: number | null }>(ctx, `SELECT ${coveringOf("$1", "$2")} AS checkpoint`, [stream, sequence]);
  return row?.checkpoint ?? null;
}

/** The same as SQL, of a stream and a sequence in SQL. */
export function coveringOf(stream: string, sequence: string): string {
  return `(SELECT r.checkpoint FROM audit_ranges r WHERE r.stream = ${stream} AND r.last_sequence >= ${sequence} ORDER BY r.last_sequence LIMIT 1)`;
}
