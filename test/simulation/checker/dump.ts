import { Client, escapeIdentifier, type ClientBase } from "pg";

export type Row = Record<string, unknown>;

/** All tables that a run leaves behind, as plain rows: bytea as 0x hex, numbers as text or numbers as they come. */
export interface Dump {
  /** Rows of a table; throws when there is no such table. */
  rows(table: string): Row[];
}

/** Reads every table of one schema at one moment. Nothing of the product runs here: SQL and rows. */
export async function dumpDatabase(url: string, schema = "public"): Promise<Dump> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const { rows } = await client.query<{ table_name: string }>(
      "SELECT table_name FROM information_schema.tables WHERE table_schema = $1 AND table_type = 'BASE TABLE'",
      [schema],
    );
    return await dumpWith(
      client,
      rows.map(({ table_name: name }) => name),
      schema,
    );
  } finally {
    await client.end();
  }
}

/** The same of some tables, over a connection that is there. */
export async function dumpWith(client: Pick<ClientBase, "query">, names: readonly string[], schema = "public"): Promise<Dump> {
  const tables = new Map<string, Row[]>();
  for (const name of names) {
    const { rows } = await client.query<Row>(`SELECT * FROM ${escapeIdentifier(schema)}.${escapeIdentifier(name)}`);
    tables.set(name, rows.map(plain));
  }
  return {
    rows(table) {
      const rows = tables.get(table);
      if (!rows) throw new Error(`the database has no table ${table}`);
      return rows;
    },
  };
}

function plain(row: Row): Row {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plainValue(value)]));
}

function plainValue(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return `0x${value.toString("hex")}`;
  return Array.isArray(value) ? value.map(plainValue) : value;
}
