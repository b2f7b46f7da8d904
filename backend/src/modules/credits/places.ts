import type { Finality, Hex32 } from "@waybill/protocol/schemas/primitives";

/** Where a row stands, as every query of ours selects it. */
export interface PlaceRow {
  block_number: string;
  log_index: number;
  timestamp: string;
  transaction_hash: Hex32;
  finality: Finality;
}

export const PLACE = (table: string): string =>
  `${table}.block_number, ${table}.log_index, ${table}.timestamp, ${table}.transaction_hash, chain_finality(${table}.block_number) AS finality`;

/** The same for everybody who asks. */
export function placeOf({ block_number, transaction_hash, finality }: PlaceRow) {
  return { blockNumber: Number(block_number), transactionHash: transaction_hash, finality };
}

export function timeOf({ timestamp }: Pick<PlaceRow, "timestamp">): string {
  return new Date(Number(timestamp) * 1_000).toISOString();
}

const CURSOR = /^(\d{1,15})\.(\d{1,9})$/;

/** Block and log that a page begins below; null, null for the first page, and for text that no page gave. */
export function readCursor(after: string | null): [block: string | null, log: string | null] {
  const [, block, log] = CURSOR.exec(after ?? "") ?? [];
  return [block ?? null, log ?? null];
}

/** One row more than asked for was read: it says that there is another page. */
export function cursorAfter<Row extends PlaceRow>(rows: readonly Row[], limit: number): string | null {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return last ? `${last.block_number}.${last.log_index}` : null;
}

/** Newest first, below a cursor in two parameters. */
export const below = (table: string, block: number, log: number): string =>
  `($${block}::bigint IS NULL OR (${table}.block_number, ${table}.log_index) < ($${block}::bigint, $${log}::integer))`;

export const NEWEST = (table: string): string => `${table}.block_number DESC, ${table}.log_index DESC`;
