import type { Follower } from "../follower.ts";
import type { Sql } from "./connection.ts";
import { LOGS } from "./feed-schema.ts";

/** An index and the SQL that makes it, alone and whole. */
export interface Index {
  name: string;
  sql: string;
}

/** A primary key on a table that has rows already: others may make further indexes of the table meanwhile. */
export function primaryKey(table: string, name: string, columns: string): Index {
  return {
    name,
    sql: `CREATE UNIQUE INDEX "${name}" ON ${table} ${columns}; ALTER TABLE ${table} ADD CONSTRAINT "${name}" PRIMARY KEY USING INDEX "${name}"`,
  };
}

/** Makes the indexes that a backfill left for later; does nothing when they are there. */
export async function finishIndexes({
  connection,
  feed,
  tables,
  generated,
}: Pick<Follower, "connection" | "feed" | "tables" | "generated">): Promise<void> {
  if (feed.schema === "public") return;
  const present = new Set((await relations(connection, feed.schema)).map(({ name }) => name));
  const copied = [LOGS, ...tables.map(({ name }) => name)].filter((name) => !generated.some((table) => table.name === name));
  const wanted = [
    ...(await indexesLike(connection, { from: "public", to: feed.schema, tables: copied })),
    ...generated.flatMap(({ indexes }) => indexes),
  ];
  const missing = wanted.filter(({ name }) => !present.has(name));
  if (missing.length === 0) return;
  const second = await connection.beside();
  try {
    await makeIndexes([connection, second], missing);
  } finally {
    await second.close();
  }
}

/** Makes indexes one after the other on each connection: Postgres works with one core for each. */
export async function makeIndexes(connections: readonly Sql[], indexes: readonly Index[]): Promise<void> {
  const left = [...indexes];
  const work = async (connection: Sql): Promise<void> => {
    for (let next = left.shift(); next; next = left.shift()) await connection.query(next.sql);
  };
  await Promise.all(connections.map(work));
}

function relations(sql: Sql, schema: string): Promise<{ name: string }[]> {
  return sql.query("SELECT relname AS name FROM pg_class WHERE relnamespace = $1::regnamespace", [`"${schema}"`]);
}

/** Primary keys and indexes of some tables, as SQL that makes the same for tables of these names in another schema. */
export async function indexesLike(
  sql: Sql,
  { from, to, tables }: { from: string; to: string; tables: readonly string[] },
): Promise<Index[]> {
  const rows = await sql.query<{ name: string; table: string; definition: string; key: string | null }[]>(
    `SELECT i.relname AS name, t.relname AS table, pg_get_indexdef(i.oid) AS definition, pg_get_constraintdef(c.oid) AS key
     FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
     LEFT JOIN pg_constraint c ON c.conindid = i.oid
     WHERE t.relnamespace = $1::regnamespace AND t.relname = ANY($2)`,
    [`"${from}"`, tables],
  );
  return rows.map(({ name, table, definition, key }) => {
    const columns = key?.match(/^PRIMARY KEY (\(.*\))$/)?.[1];
    if (columns) return primaryKey(`"${to}"."${table}"`, name, columns);
    if (key) return { name, sql: `ALTER TABLE "${to}"."${table}" ADD CONSTRAINT "${name}" ${key}` };
    return { name, sql: definition.replace(/ ON (ONLY )?("?\w+"?\.)?"?\w+"? /, ` ON "${to}"."${table}" `) };
  });
}
