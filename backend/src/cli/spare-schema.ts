import type { FeedPlan } from "../modules/chain/indexer/indexer.ts";
import { connect, type Sql } from "../modules/chain/indexer/store/connection.ts";

/** Where a read model is built when no schema is named: nobody else's. */
export const WORKSHOP = "waybill_resync";

/**
 * Why a read model may not be built in a schema, in one sentence; null when it may. What is there would be dropped: only what an earlier rebuild of
 * the same feed left behind may be.
 */
export async function whyNotSpare(databaseUrl: string, schema: string, { feed }: FeedPlan): Promise<string | null> {
  if (!/^[a-z][a-z0-9_]{0,40}$/.test(schema) || schema === "public" || schema.startsWith("pg_"))
    return "--into must name a Postgres schema in lower case that nothing else uses.";
  if (schema === WORKSHOP) return null;
  const connection = await connect(databaseUrl, "public", { isLeader: false });
  if (!connection) throw new Error("a connection that does not lead is always had");
  try {
    const isSpare =
      !(await exists(connection, schema)) || (schema !== feed.schema && (await isLeftBehind(connection, schema, feed.definition)));
    return isSpare ? null : `The schema ${schema} is in use and would be dropped: name another one, or drop it yourself.`;
  } finally {
    await connection.close();
  }
}

async function exists(sql: Sql, schema: string): Promise<boolean> {
  const rows = await sql.query<unknown[]>("SELECT FROM pg_namespace WHERE nspname = $1", [schema]);
  return rows.length > 0;
}

async function isLeftBehind(sql: Sql, schema: string, definition: string): Promise<boolean> {
  const [table] = await sql.query<{ exists: boolean }[]>("SELECT to_regclass($1) IS NOT NULL AS exists", [`"${schema}".chain_cursor`]);
  if (table?.exists !== true) return false;
  const rows = await sql.query<{ definition: string }[]>(`SELECT definition FROM "${schema}".chain_cursor`);
  return rows.every((row) => row.definition === definition);
}
