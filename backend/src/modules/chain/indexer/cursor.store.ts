import { selectRows, type Ctx } from "../../../platform/context.ts";
import { toBytes, toHex32 } from "../bytes.ts";
import type { BlockRef } from "./blocks.ts";

/** How far the read model is, and what it believes of the chain beyond. One row. */
export interface Cursor {
  chainId: number;
  supplyChain: string;
  /** The block before the first that can hold a log of ours; comparing stops there. */
  baseNumber: number;
  /** Last block whose logs are in the read model. */
  indexed: BlockRef;
  head: BlockRef;
  safe: BlockRef | null;
  final: BlockRef | null;
  /** Why indexing stopped and waits for an operator, in one sentence. */
  halted: string | null;
}

/** Another process moved the cursor since it was read; nothing was written. */
export class StaleCursorError extends Error {
  override name = "StaleCursorError";
}

const COLUMNS = `chain_id, supply_chain, base_number, number, hash, timestamp, head_number, head_hash, head_timestamp,
  safe_number, safe_hash, safe_timestamp, final_number, final_hash, final_timestamp, halted`;

interface CursorRow {
  chain_id: string;
  supply_chain: string;
  base_number: string;
  halted: string | null;
  [column: string]: string | Buffer | null;
}

export async function findCursor(ctx: Pick<Ctx, "tx">): Promise<Cursor | null> {
  const [row] = await selectRows<CursorRow>(ctx, `SELECT ${COLUMNS} FROM chain_cursor`);
  return row ? cursorOf(row) : null;
}

/**
 * Locks the cursor until the transaction ends and makes sure that it still stands where the work began. This is what keeps
 * two indexers exact: the second finds another hash and starts over.
 *
 * @throws {StaleCursorError}
 */
export async function lockCursor(ctx: Pick<Ctx, "tx">, expected: BlockRef): Promise<Cursor> {
  const [row] = await selectRows<CursorRow>(ctx, `SELECT ${COLUMNS} FROM chain_cursor WHERE number = $1 AND hash = $2 FOR UPDATE`, [
    expected.number,
    toBytes(expected.hash),
  ]);
  if (!row) throw new StaleCursorError(`the cursor is no longer at block ${expected.number}`);
  return cursorOf(row);
}

/** Writes the first cursor; false when another process was first. */
export async function insertCursor(ctx: Ctx, cursor: Cursor): Promise<boolean> {
  const rows = await selectRows(
    ctx,
    `INSERT INTO chain_cursor (${COLUMNS}, updated_at) VALUES (${placeholders(16)}, $17) ON CONFLICT DO NOTHING RETURNING number`,
    [...values(cursor), ctx.clock.now()],
  );
  return rows.length === 1;
}

export async function updateCursor(ctx: Ctx, cursor: Cursor): Promise<void> {
  await ctx.tx.query(`UPDATE chain_cursor SET (${COLUMNS}, updated_at) = ROW(${placeholders(16)}, $17)`, [
    ...values(cursor),
    ctx.clock.now(),
  ]);
}

function placeholders(count: number): string {
  return Array.from({ length: count }, (_, index) => `$${index + 1}`).join(", ");
}

function values({ chainId, supplyChain, baseNumber, indexed, head, safe, final, halted }: Cursor): unknown[] {
  const refs = [indexed, head, safe, final].flatMap((ref) => (ref ? [ref.number, toBytes(ref.hash), ref.timestamp] : [null, null, null]));
  return [chainId, supplyChain, baseNumber, ...refs, halted];
}

function cursorOf(row: CursorRow): Cursor {
  const ref = (prefix: string): BlockRef | null => {
    const hash = row[`${prefix}hash`];
    if (!Buffer.isBuffer(hash)) return null;
    return { number: Number(row[`${prefix}number`]), hash: toHex32(hash), timestamp: Number(row[`${prefix}timestamp`]) };
  };
  const [indexed, head] = [ref(""), ref("head_")];
  if (!indexed || !head) throw new Error("a cursor has a block and a head");
  return {
    chainId: Number(row.chain_id),
    supplyChain: row.supply_chain,
    baseNumber: Number(row.base_number),
    indexed,
    head,
    safe: ref("safe_"),
    final: ref("final_"),
    halted: row.halted,
  };
}
