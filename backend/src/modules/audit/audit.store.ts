import type { AuditCheckpoint, AuditHead } from "@waybill/protocol/audit/checkpoint";
import type { AuditEntry } from "@waybill/protocol/audit/entry";
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

/** Rows of one stream, both ends included. */
export interface Range {
  stream: string;
  first: number;
  last: number;
}

export async function insertCheckpoint(ctx: Ctx, { checkpoint, hash }: StoredCheckpoint, ranges: readonly Range[]): Promise<void> {
  const { number, at, previous, entries, root, heads } = checkpoint;
  await ctx.tx.query(
    "INSERT INTO audit_checkpoints (number, at, previous, entries, root, heads, hash) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    [...[number, at, previous, entries, root, JSON.stringify(heads), hash]],
  );
  await ctx.tx.query(
    `INSERT INTO audit_ranges (stream, first_sequence, last_sequence, checkpoint)
     SELECT stream, first, last, $2 FROM jsonb_to_recordset($1::jsonb) AS r(stream text, first bigint, last bigint)`,
    [JSON.stringify(ranges), number],
  );
}

/** Hashes of some rows of a stream, in order. */
export async function hashesOf(ctx: Reading, { stream, first, last }: Range): Promise<Hex32[]> {
  const rows = await selectRows<{ hash: Hex32 }>(
    ctx,
    "SELECT hash FROM audit_entries WHERE stream = $1 AND sequence BETWEEN $2 AND $3 ORDER BY sequence",
    [stream, first, last],
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
export async function listEntries(ctx: Reading, { stream, first, last }: Range): Promise<EntryRow[]> {
  return selectRows<EntryRow>(ctx, "SELECT * FROM audit_entries WHERE stream = $1 AND sequence BETWEEN $2 AND $3 ORDER BY sequence", [
    stream,
    first,
    last,
  ]);
}

/** Rows between two places of all streams, by name of the stream. */
export function rangesSince(before: readonly AuditHead[], after: readonly AuditHead[]): Range[] {
  const starts = new Map(before.map(({ stream, sequence }) => [stream, sequence]));
  return after
    .map(({ stream, sequence }) => ({ stream, first: (starts.get(stream) ?? 0) + 1, last: sequence }))
    .filter(({ first, last }) => first <= last);
}

/** Rows that a checkpoint covers, by name of the stream. */
export async function coveredBy(ctx: Reading, checkpoint: number): Promise<Range[]> {
  const rows = await selectRows<{ stream: string; first_sequence: string; last_sequence: string }>(
    ctx,
    "SELECT stream, first_sequence, last_sequence FROM audit_ranges WHERE checkpoint = $1 ORDER BY stream",
    [checkpoint],
  );
  return rows.map(({ stream, first_sequence, last_sequence }) => ({ stream, first: Number(first_sequence), last: Number(last_sequence) }));
}

/** Number of the checkpoint that covers an entry. */
export async function findCovering(ctx: Reading, stream: string, sequence: number): Promise<number | undefined> {
  const [row] = await selectRows<{ checkpoint: number }>(
    ctx,
    "SELECT checkpoint FROM audit_ranges WHERE stream = $1 AND last_sequence >= $2 ORDER BY last_sequence LIMIT 1",
    [stream, sequence],
  );
  return row?.checkpoint;
}
