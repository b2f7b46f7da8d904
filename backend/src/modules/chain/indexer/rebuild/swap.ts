import { toBytes } from "../../bytes.ts";
import { readCursor } from "../cursor.store.ts";
import { FEED_CHANNEL } from "../run-feed.ts";
import type { FeedConnection } from "../store/connection.ts";

/** Tables of a feed that hold what the chain says; its list of reorganisations stays. */
export const CHAIN_TABLES = ["chain_cursor", "chain_blocks", "chain_logs"] as const;

/**
 * Waits until nobody works on these tables of a feed and lets nobody begin until the transaction ends. In the order in which the
 * indexer touches them, so that neither waits for the other.
 */
export async function lockTables(connection: FeedConnection, schema: string, tables: readonly string[]): Promise<void> {
  const all = ["chain_blocks", "chain_logs", ...tables, "chain_cursor"].map((table) => `"${schema}".${table}`);
  await connection.query(`LOCK TABLE ${all.join(", ")} IN ACCESS EXCLUSIVE MODE`);
}

/**
 * Puts tables of one schema in the place of those of the same names in another, in the transaction in hand, and forgets the old ones. Readers see the
 * old rows before it and the new ones after it, and nothing between.
 */
export async function swapTables(
  connection: FeedConnection,
  { from, to, tables }: { from: string; to: string; tables: readonly string[] },
) {
  for (const table of tables) {
    await connection.query(`DROP TABLE "${to}".${table}`);
    await connection.query(`ALTER TABLE "${from}".${table} SET SCHEMA "${to}"`);
  }
}

/** Tells everybody who remembers rows (the log in memory, the relayer, the feed's leader) to read again. */
export async function announceRebuild(connection: FeedConnection, schema: string, now: Date): Promise<void> {
  const cursor = await readCursor(connection, schema);
  if (cursor)
    await connection.query(
      `INSERT INTO "${schema}".chain_reorgs (seen_at, ancestor_number, from_number, from_hash, to_number, logs_removed, logs_added, below_final)
       VALUES ($1, -1, $2, $3, $2, 0, 0, false)`,
      [now, cursor.indexed.number, toBytes(cursor.indexed.hash)],
    );
  await connection.query(`SELECT pg_notify('${FEED_CHANNEL}', $1)`, [schema]);
}
