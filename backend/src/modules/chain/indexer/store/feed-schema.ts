import type { Follower } from "../follower.ts";
import type { Feed, FeedTables } from "../feed.ts";
import type { FeedConnection, Sql } from "./connection.ts";

/** What every feed has beside the tables of its events. Their shape is that of the product's own, which migrations made. */
const ENGINE_TABLES = ["chain_cursor", "chain_blocks", "chain_reorgs"] as const;
/** Filled by the thousand in a backfill: its indexes come last. */
const LOGS = "chain_logs";

/** Makes schema and tables of a feed that no migration knows; what is there already stays. */
export async function ensureSchema(connection: FeedConnection, feed: Feed, { tables, generated }: FeedTables): Promise<void> {
  if (feed.schema === "public") return;
  const copied = tables.filter((table) => !generated.some(({ name }) => name === table.name));
  await connection.inTransaction(async () => {
    const run = (sql: string) => connection.query(sql);
    await run(`CREATE SCHEMA IF NOT EXISTS "${feed.schema}"`);
    for (const table of ENGINE_TABLES)
      await run(`CREATE TABLE IF NOT EXISTS "${feed.schema}".${table} (LIKE public.${table} INCLUDING ALL)`);
    for (const table of [LOGS, ...copied.map(({ name }) => name)])
      await run(`CREATE TABLE IF NOT EXISTS "${feed.schema}".${table} (LIKE public.${table} INCLUDING DEFAULTS INCLUDING CONSTRAINTS)`);
    for (const { createTable } of generated) await run(createTable);
    await run(finalityFunction(feed.schema));
  });
}

/** `SELECT *, event_anchor.chain_finality(block_number) FROM event_anchor.event_anchored` says of every row how settled it is. */
function finalityFunction(schema: string): string {
  return `CREATE OR REPLACE FUNCTION "${schema}".chain_finality(block_number bigint) RETURNS text STABLE LANGUAGE sql AS $$
    SELECT CASE WHEN block_number IS NULL THEN 'pending' WHEN block_number <= c.final_number THEN 'final'
                WHEN block_number <= c.safe_number THEN 'safe' ELSE 'included' END
    FROM (SELECT 1) AS always LEFT JOIN "${schema}".chain_cursor AS c ON true $$`;
}

/** Makes the indexes that a backfill left for later; does nothing when they are there. */
export async function finishIndexes({
  connection,
  feed,
  tables,
  generated,
}: Pick<Follower, "connection" | "feed" | "tables" | "generated">) {
  if (feed.schema === "public") return;
  const present = new Set((await relations(connection, feed.schema)).map(({ name }) => name));
  const copied = [LOGS, ...tables.map(({ name }) => name)].filter((name) => !generated.some((table) => table.name === name));
  const wanted = [
    ...generated.flatMap(({ indexes }) => indexes),
    ...(await indexesLike(connection, { from: "public", to: feed.schema, tables: copied })),
  ];
  const missing = wanted.filter(({ name }) => !present.has(name));
  if (missing.length === 0) return;
  await connection.inTransaction(async () => {
    for (const { sql } of missing) await connection.query(sql);
  });
}

function relations(sql: Sql, schema: string): Promise<{ name: string }[]> {
  return sql.query("SELECT relname AS name FROM pg_class WHERE relnamespace = $1::regnamespace", [`"${schema}"`]);
}

/** Primary keys and indexes of some tables, as SQL that makes the same for tables of these names in another schema. */
export async function indexesLike(
  sql: Sql,
  { from, to, tables }: { from: string; to: string; tables: readonly string[] },
): Promise<{ name: string; sql: string }[]> {
  const rows = await sql.query<{ name: string; table: string; definition: string; key: string | null }[]>(
    `SELECT i.relname AS name, t.relname AS table, pg_get_indexdef(i.oid) AS definition, pg_get_constraintdef(c.oid) AS key
     FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
     LEFT JOIN pg_constraint c ON c.conindid = i.oid
     WHERE t.relnamespace = $1::regnamespace AND t.relname = ANY($2)`,
    [`"${from}"`, tables],
  );
  return rows.map(({ name, table, definition, key }) => ({
    name,
    sql: key
      ? `ALTER TABLE "${to}".${table} ADD CONSTRAINT ${name} ${key}`
      : definition.replace(/ ON (ONLY )?("?\w+"?\.)?\w+ /, ` ON "${to}".${table} `),
  }));
}
