import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import { toBytes, toHex32 } from "../bytes.ts";
import type { BlockRef } from "./blocks.ts";
import type { Sql } from "./store/connection.ts";

/** What a feed is doing; `reason` says why when it is not simply ready. */
export type FeedState =
  /** Reading what it does not have yet. */
  | "loading"
  /** At the node's head, and complete as far as the contracts can tell. */
  | "ready"
  /** The node answers an older head of the same branch. */
  | "behind"
  /** A contract's own state says that rows are missing or wrong; they are being looked for. */
  | "incomplete"
  /** A reorg below finality: only an operator may go on. */
  | "halted"
  /** The node is on another chain, or a contract is not there: nothing is touched. */
  | "foreign";

/** How far a feed is, and what it believes of the chain beyond. One row a feed. */
export interface Cursor {
  chainId: number;
  /** Names what is indexed; rows of another definition are another index. */
  definition: string;
  /** The block before the first that can hold a log of ours; comparing stops there. */
  baseNumber: number;
  /** Last block whose logs are in the read model. */
  indexed: BlockRef;
  head: BlockRef;
  safe: BlockRef | null;
  final: BlockRef | null;
  state: FeedState;
  /** One sentence; null when ready. */
  reason: string | null;
  /** Rows of each table that a contract counts, too. */
  counts: Readonly<Record<string, number>>;
  /** Last block at which the contracts' own state confirmed the rows. */
  provenNumber: number | null;
  /** Logs that a node had withheld and that were found. */
  healedLogs: number;
}

/** Another process moved the cursor since it was read; nothing was written. */
export class StaleCursorError extends Error {
  override name = "StaleCursorError";
}

const COLUMNS = `chain_id, definition, base_number, number, hash, timestamp, head_number, head_hash, head_timestamp,
  safe_number, safe_hash, safe_timestamp, final_number, final_hash, final_timestamp, state, reason, counts, proven_number, healed_logs, updated_at`;
const PLACEHOLDERS = Array.from({ length: 21 }, (_, index) => `$${index + 1}`).join(", ");

interface CursorRow {
  chain_id: string;
  definition: string;
  base_number: string;
  state: FeedState;
  reason: string | null;
  counts: Record<string, number>;
  proven_number: string | null;
  healed_logs: string;
  [column: string]: unknown;
}

/** Where the feed of a schema is; that of the connection's own when none is named. Null before its first block. */
export async function readCursor(sql: Sql, schema?: string): Promise<Cursor | null> {
  const table = schema === undefined ? "chain_cursor" : `"${schema}".chain_cursor`;
  const [row] = await sql.query<CursorRow[]>(`SELECT ${COLUMNS} FROM ${table}`);
  return row ? cursorOf(row) : null;
}

/** The same in a unit of work of other parts of the product: where the product's own feed is. */
export function findCursor({ tx }: { tx: Sql }): Promise<Cursor | null> {
  return readCursor(tx, "public");
}

/** Writes the first cursor; false when another process was first. */
export async function insertCursor(sql: Sql, cursor: Cursor, now: Date): Promise<boolean> {
  const rows = await sql.query<unknown[]>(
    `INSERT INTO chain_cursor (${COLUMNS}) VALUES (${PLACEHOLDERS}) ON CONFLICT DO NOTHING RETURNING number`,
    values(cursor, now),
  );
  return rows.length === 1;
}

/**
 * Moves the cursor, if it still stands where the work began. Whoever else moved it in the meantime wins, and all of this transaction is undone:
 * that keeps any number of indexers exact.
 *
 * @throws {StaleCursorError}
 */
export async function moveCursor(sql: Sql, expected: BlockRef, next: Cursor, now: Date): Promise<void> {
  const rows = await sql.query<unknown[]>(
    `UPDATE chain_cursor SET (${COLUMNS}) = ROW(${PLACEHOLDERS}) WHERE number = $22 AND hash = $23 RETURNING number`,
    [...values(next, now), expected.number, toBytes(expected.hash)],
  );
  if (rows.length !== 1) throw new StaleCursorError(`the cursor is no longer at block ${expected.number}`);
}

function values(cursor: Cursor, now: Date): unknown[] {
  const { chainId, definition, baseNumber, indexed, head, safe, final, state, reason, counts, provenNumber, healedLogs } = cursor;
  const refs = [indexed, head, safe, final].flatMap((ref) => (ref ? [ref.number, toBytes(ref.hash), ref.timestamp] : [null, null, null]));
  return [chainId, definition, baseNumber, ...refs, state, reason, JSON.stringify(counts), provenNumber, healedLogs, now];
}

function cursorOf(row: CursorRow): Cursor {
  const ref = (prefix: string): BlockRef | null => {
    const hash = row[`${prefix}hash`];
    if (!Buffer.isBuffer(hash)) return null;
    return { number: Number(row[`${prefix}number`]), hash: toHex32(hash) as Hex32, timestamp: Number(row[`${prefix}timestamp`]) };
  };
  const [indexed, head] = [ref(""), ref("head_")];
  if (!indexed || !head) throw new Error("a cursor has a block and a head");
  return {
    chainId: Number(row.chain_id),
    definition: row.definition,
    baseNumber: Number(row.base_number),
    indexed,
    head,
    safe: ref("safe_"),
    final: ref("final_"),
    state: row.state,
    reason: row.reason,
    counts: row.counts,
    provenNumber: row.proven_number === null ? null : Number(row.proven_number),
    healedLogs: Number(row.healed_logs),
  };
}
