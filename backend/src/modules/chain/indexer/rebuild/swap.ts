import { toBytes } from "../../bytes.ts";
import { readCursor, type Cursor } from "../cursor.store.ts";
import { FEED_CHANNEL } from "../run-feed.ts";
import type { FeedConnection } from "../store/connection.ts";

/** Tables of a feed that hold what the chain says; its list of reorganisations stays. */
export const CHAIN_TABLES = ["chain_cursor", "chain_blocks", "chain_logs"] as const;

/** A lock that is not had within this time is given back, so that nobody who waits for us waits for ever. */
const LOCK_MILLISECONDS = 2_000;
const ATTEMPTS = 10;
/** Postgres' words for a lock that was not had in time, and for two that waited for each other. */
const LOCK_CODES = new Set(["55P03", "40P01"]);

/**
 * Runs work in a transaction in which nobody else reads or writes these tables of a feed. Others may hold them in any order, so the attempt is
 * given up and repeated rather than waited for.
 */
export async function withTables<Result>(
  connection: FeedConnection,
  schema: string,
  tables: readonly string[],
  work: () => Promise<Result>,
): Promise<Result> {
  const all = ["chain_blocks", "chain_logs", ...tables, "chain_cursor"].map((table) => `"${schema}"."${table}"`);
  for (let attempt = 1; ; attempt++) {
    try {
      return await connection.inTransaction(async () => {
        await connection.query(`SET LOCAL lock_timeout = ${LOCK_MILLISECONDS}`);
        await connection.query(`LOCK TABLE ${all.join(", ")} IN ACCESS EXCLUSIVE MODE`);
        return work();
      });
    } catch (error) {
      if (attempt === ATTEMPTS || !LOCK_CODES.has((error as { code?: string }).code ?? "")) throw error;
    }
  }
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
    await connection.query(`DROP TABLE "${to}"."${table}"`);
    await connection.query(`ALTER TABLE "${from}"."${table}" SET SCHEMA "${to}"`);
  }
}

/** What a read model that takes another's place takes and brings; null when both hold the same logs. */
export interface Difference {
  /** Last block below which both are equal. */
  ancestor: number;
  removed: number;
  added: number;
}

/** Compares the raw logs of two read models of one feed. */
export async function compareLogs(connection: FeedConnection, { from, to }: { from: string; to: string }): Promise<Difference | null> {
  const logs = (schema: string) => `SELECT block_number, block_hash, log_index FROM "${schema}".chain_logs`;
  const [row] = await connection.query<{ first: string | null; removed: string; added: string }[]>(
    `WITH gone AS (${logs(to)} EXCEPT ${logs(from)}), come AS (${logs(from)} EXCEPT ${logs(to)})
     SELECT (SELECT min(block_number) FROM (SELECT * FROM gone UNION ALL SELECT * FROM come) AS d) AS first,
       (SELECT count(*) FROM gone) AS removed, (SELECT count(*) FROM come) AS added`,
  );
  if (!row || row.first === null) return null;
  return { ancestor: Number(row.first) - 1, removed: Number(row.removed), added: Number(row.added) };
}

/** Tells the feed's leader to read its cursor again; and, where logs came or went, everybody else that the chain is another one from there on. */
export async function announceRebuild(
  connection: FeedConnection,
  schema: string,
  { now, before, difference }: { now: Date; before: Cursor | null; difference: Difference | null },
): Promise<void> {
  const cursor = await readCursor(connection, schema);
  if (cursor && before && difference)
    await connection.query(
      `INSERT INTO "${schema}".chain_reorgs (seen_at, ancestor_number, from_number, from_hash, to_number, logs_removed, logs_added, below_final)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        now,
        difference.ancestor,
        before.indexed.number,
        toBytes(before.indexed.hash),
        cursor.indexed.number,
        difference.removed,
        difference.added,
        before.final !== null && difference.ancestor < before.final.number,
      ],
    );
  await connection.query(`SELECT pg_notify('${FEED_CHANNEL}', $1)`, [schema]);
}
