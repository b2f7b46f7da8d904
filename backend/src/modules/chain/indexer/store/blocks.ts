import { toHex32 } from "../../bytes.ts";
import type { BlockRef } from "../blocks.ts";
import type { Sql } from "./connection.ts";

interface BlockRow {
  number: string;
  hash: Buffer;
  timestamp: string;
}

/** Stored blocks of a range, lowest first: the trail along which a common ancestor is searched, and what a sweep looks at again. */
export async function listBlocks(sql: Sql, from: number, to: number): Promise<BlockRef[]> {
  const rows = await sql.query<BlockRow[]>(
    "SELECT number, hash, timestamp FROM chain_blocks WHERE number BETWEEN $1 AND $2 ORDER BY number",
    [from, to],
  );
  return rows.map(blockOf);
}

/** The block in the middle of those stored in [from, to]; undefined when there is none. */
export async function middleBlock(sql: Sql, from: number, to: number): Promise<BlockRef | undefined> {
  const [row] = await sql.query<BlockRow[]>(
    `SELECT number, hash, timestamp FROM chain_blocks WHERE number BETWEEN $1 AND $2 ORDER BY number
     OFFSET (SELECT count(*) / 2 FROM chain_blocks WHERE number BETWEEN $1 AND $2) LIMIT 1`,
    [from, to],
  );
  return row && blockOf(row);
}

/** Forgets empty blocks far below finality; those with logs, and the base, stay for ever. */
export async function pruneBlocks(sql: Sql, { below, base }: { below: number; base: number }): Promise<void> {
  await sql.query("DELETE FROM chain_blocks WHERE number < $1 AND number > $2 AND log_count = 0", [below, base]);
}

function blockOf({ number, hash, timestamp }: BlockRow): BlockRef {
  return { number: Number(number), hash: toHex32(hash), timestamp: Number(timestamp) };
}
