import type { Feed, FeedTables } from "../feed.ts";
import type { FeedConnection, Sql } from "./connection.ts";

/** What every feed has beside the tables of its events. Their shape is that of the product's own, which migrations made. */
const ENGINE_TABLES = ["chain_cursor", "chain_blocks", "chain_reorgs"] as const;
/** Filled by the thousand in a backfill: its indexes come last. */
export const LOGS = "chain_logs";

/**
 * Makes schema and tables of a feed that no migration knows; what is there already stays.
 *
 * @throws {Error} with a sentence that says what to do, when some are not there and the database's user may not make them
 */
export async function ensureSchema(connection: FeedConnection, feed: Feed, { tables, generated }: FeedTables): Promise<void> {
  if (feed.schema === "public") return;
  if (!(await mayMakeSchemas(connection)))
    return requireTables(connection, feed, [...ENGINE_TABLES, LOGS, ...tables.map(({ name }) => name)]);
  const copied = tables.filter((table) => !generated.some(({ name }) => name === table.name));
  await connection.inTransaction(async () => {
    const run = (sql: string) => connection.query(sql);
    await run(`CREATE SCHEMA IF NOT EXISTS "${feed.schema}"`);
    for (const table of ENGINE_TABLES)
      await run(`CREATE TABLE IF NOT EXISTS "${feed.schema}"."${table}" (LIKE public."${table}" INCLUDING ALL)`);
    for (const table of [LOGS, ...copied.map(({ name }) => name)])
      await run(`CREATE TABLE IF NOT EXISTS "${feed.schema}"."${table}" (LIKE public."${table}" INCLUDING DEFAULTS INCLUDING CONSTRAINTS)`);
    for (const { createTable } of generated) await run(createTable);
    await run(finalityFunction(feed.schema));
  });
}

async function mayMakeSchemas(sql: Sql): Promise<boolean> {
  const [row] = await sql.query<{ may: boolean }[]>("SELECT has_database_privilege(current_database(), 'CREATE') AS may");
  return row?.may === true;
}

async function requireTables(sql: Sql, { schema }: Feed, tables: readonly string[]): Promise<void> {
  const found = await sql.query<unknown[]>("SELECT FROM pg_tables WHERE schemaname = $1 AND tablename = ANY($2)", [schema, tables]);
  if (found.length === tables.length) return;
  throw new Error(
    `Tables of the feed ${schema} are not there: give the database's owner in DATABASE_OWNER_URL, INDEX_FILE, and run \`npm run waybill -- migrate\`.`,
  );
}

/** `SELECT *, event_anchor.chain_finality(block_number) FROM event_anchor.event_anchored` says of every row how settled it is. */
function finalityFunction(schema: string): string {
  return `CREATE OR REPLACE FUNCTION "${schema}".chain_finality(block_number bigint) RETURNS text STABLE LANGUAGE sql AS $$
    SELECT CASE WHEN block_number IS NULL THEN 'pending' WHEN block_number <= c.final_number THEN 'final'
                WHEN block_number <= c.safe_number THEN 'safe' ELSE 'included' END
    FROM (SELECT 1) AS always LEFT JOIN "${schema}".chain_cursor AS c ON true $$`;
}
