import { createHash } from "node:crypto";
import { readCursor } from "./cursor.store.ts";
import type { Sql } from "./store/connection.ts";

/** Rows hashed per query: keeps memory flat whatever the size of a table. */
const PAGE = 5_000;

export interface StateDigest {
  /** Last block in the digest; two digests compare only at the same block. */
  block: { number: number; hash: string } | null;
  /** SHA-256 over every projection. */
  digest: string;
  tables: Record<string, string>;
}

/**
 * One hash over all that was made of the logs. A fresh resync of the same chain must reproduce it.
 *
 * @param sql A transaction that sees one moment.
 * @param schema Whose tables; `public` are the product's own.
 */
export async function stateDigest(sql: Sql, names: readonly string[], schema = "public"): Promise<StateDigest> {
  const cursor = await readCursor(sql, schema);
  const tables: Record<string, string> = {};
  for (const table of [...names].sort()) tables[table] = await tableDigest(sql, `"${schema}"."${table}"`);
  const digest = createHash("sha256").update(JSON.stringify(tables)).digest("hex");
  return { block: cursor ? { number: cursor.indexed.number, hash: cursor.indexed.hash } : null, digest, tables };
}

async function tableDigest(sql: Sql, table: string): Promise<string> {
  const hash = createHash("sha256");
  for (let after: [number | string, number] = [-1, -1]; ;) {
    const rows = await sql.query<{ block_number: string; log_index: number; row: string }[]>(
      `SELECT block_number, log_index, to_jsonb(t)::text AS row FROM ${table} t WHERE (block_number, log_index) > ($1, $2)
       ORDER BY block_number, log_index LIMIT ${PAGE}`,
      after,
    );
    for (const { row } of rows) hash.update(row).update("\n");
    const last = rows.at(-1);
    if (!last) return hash.digest("hex");
    after = [last.block_number, last.log_index];
  }
}
