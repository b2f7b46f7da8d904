import { Client, escapeIdentifier } from "pg";

/** What runs plain SQL: a connection, or a pool of them. */
export interface Sql {
  query<Row extends object>(sql: string, parameters?: unknown[]): Promise<{ rows: Row[] }>;
}

const SCHEMAS = ["public", "graphile_worker"];
/** Written once and never changed, by whoever it is: the tables with triggers that refuse both. */
const APPEND_ONLY = [
  "public.audit_entries",
  "public.audit_checkpoints",
  "public.audit_ranges",
  "public.stock_moves",
  "public.order_transitions",
  "public.order_news",
  "public.routing_decisions",
  "public.routing_prices",
  "public.payment_events",
  "public.warehouse_statuses",
  "public.warehouse_messages",
  // Of the database of a warehouse.
  "public.log",
];
/** What the owner alone writes. */
const OWNERS = ["public.migrations", "graphile_worker.migrations"];
const ROW_RIGHTS = "SELECT, INSERT, UPDATE, DELETE";

/** Whether this user makes and changes tables: its owner does, whom processes need not be. */
export async function mayChangeSchema(sql: Sql): Promise<boolean> {
  const { rows } = await sql.query<{ may: boolean }>("SELECT has_schema_privilege('public', 'CREATE') AS may");
  return rows[0]?.may === true;
}

/**
 * Lets the user of running processes read and write rows, and nothing else: it owns nothing, makes, changes, drops and empties no table, changes
 * nothing in the audit log, and becomes nobody but `waybill_request`. For the owner, after everything was made; what the user was given before and
 * does not need is taken away, and repeating it changes nothing.
 *
 * @param user As DATABASE_URL names it; other users keep what they have.
 * @param feeds Schemas of further contracts.
 * @param worksForCallers Whether it does some of its work as `waybill_request`, in the name of one caller.
 * @throws {Error} with a sentence, when there is no such user, or it may more than that by itself
 */
export async function grantToProcess(
  ownerUrl: string,
  user: string,
  { feeds = [], worksForCallers }: { feeds?: readonly string[]; worksForCallers: boolean },
): Promise<void> {
  const owner = new Client({ connectionString: ownerUrl, connectionTimeoutMillis: 5_000 });
  await owner.connect();
  try {
    await refuseStrongUser(owner, user);
    await owner.query("BEGIN");
    for (const sql of await grantsTo(owner, user, { schemas: [...SCHEMAS, ...feeds], worksForCallers })) await owner.query(sql);
    await owner.query("COMMIT");
  } finally {
    await owner.end();
  }
}

/** What a user of the database may beyond reading and writing rows. */
interface Strength {
  /** Administers the server, or passes row security. */
  isMighty: boolean;
  /** Owns tables, or can become who does. */
  owns: boolean;
  /** Makes tables beside ours. */
  makes: boolean;
  /** Empties tables, has its own code run by them, or changes what is only added to. */
  oversteps: boolean;
}

/** @param user Null for whoever asks. @returns undefined when there is no such user */
export async function strengthOf(sql: Sql, user: string | null): Promise<Strength | undefined> {
  const { rows } = await sql.query<Strength>(
    `SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls AS "isMighty",
       EXISTS (SELECT FROM (SELECT DISTINCT relowner FROM pg_class) o WHERE pg_has_role(r.oid, o.relowner, 'MEMBER')) AS owns,
       has_schema_privilege(r.oid, 'public', 'CREATE') AS makes,
       EXISTS (
         SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE c.relkind IN ('r', 'p') AND n.nspname = ANY($2) AND (has_table_privilege(r.oid, c.oid, 'TRUNCATE, TRIGGER')
           OR n.nspname || '.' || c.relname = ANY($3) AND has_table_privilege(r.oid, c.oid, 'UPDATE, DELETE'))) AS oversteps
     FROM pg_roles r WHERE rolname = coalesce($1, current_user)`,
    [user, SCHEMAS, APPEND_ONLY],
  );
  return rows[0];
}

async function refuseStrongUser(owner: Sql, user: string): Promise<void> {
  const found = await strengthOf(owner, user);
  if (!found) throw new Error(`There is no user "${user}", whom DATABASE_URL names: CREATE ROLE ${user} LOGIN PASSWORD '…'.`);
  if (found.isMighty)
    throw new Error(`The user "${user}" of DATABASE_URL is as mighty as the owner, or administers the server: name another one.`);
  if (found.owns) throw new Error(`The user "${user}" of DATABASE_URL owns tables, or can become who does: name another one.`);
}

async function grantsTo(
  owner: Sql,
  name: string,
  { schemas, worksForCallers }: { schemas: readonly string[]; worksForCallers: boolean },
): Promise<string[]> {
  const user = escapeIdentifier(name);
  const { rows } = await owner.query<{ database: string; isMember: boolean; appendOnly: string[] }>(
    `SELECT current_database() AS database, pg_has_role($1, 'waybill_request', 'SET') AS "isMember",
       ARRAY(SELECT name FROM unnest($2::text[]) name WHERE to_regclass(name) IS NOT NULL) AS "appendOnly"`,
    [name, APPEND_ONLY],
  );
  const [{ database, isMember, appendOnly } = { database: "", isMember: false, appendOnly: [] }] = rows;
  return [
    // Everybody may do so by default.
    "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    `REVOKE TEMPORARY ON DATABASE ${escapeIdentifier(database)} FROM PUBLIC`,
    ...schemas
      .map(escapeIdentifier)
      .flatMap((schema) => [
        `REVOKE ALL ON SCHEMA ${schema} FROM ${user}`,
        `REVOKE ALL ON ALL TABLES IN SCHEMA ${schema} FROM ${user}`,
        `REVOKE ALL ON ALL SEQUENCES IN SCHEMA ${schema} FROM ${user}`,
        `GRANT USAGE ON SCHEMA ${schema} TO ${user}`,
        `GRANT ${ROW_RIGHTS} ON ALL TABLES IN SCHEMA ${schema} TO ${user}`,
        `GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${schema} TO ${user}`,
        `GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${schema} TO ${user}`,
      ]),
    // A read model that is made anew takes the place of the one before with tables of its own, or is looked at beside it.
    ...["SCHEMAS", "TABLES", "SEQUENCES"].map((kind) => `ALTER DEFAULT PRIVILEGES REVOKE ALL ON ${kind} FROM ${user}`),
    `ALTER DEFAULT PRIVILEGES GRANT USAGE ON SCHEMAS TO ${user}`,
    `ALTER DEFAULT PRIVILEGES GRANT ${ROW_RIGHTS} ON TABLES TO ${user}`,
    `ALTER DEFAULT PRIVILEGES GRANT USAGE, SELECT ON SEQUENCES TO ${user}`,
    ...appendOnly.map((table) => `REVOKE UPDATE, DELETE ON ${table} FROM ${user}`),
    ...OWNERS.map((table) => `REVOKE INSERT, UPDATE, DELETE ON ${table} FROM ${user}`),
    ...(isMember || !worksForCallers ? [] : [`GRANT waybill_request TO ${user} WITH INHERIT FALSE, SET TRUE`]),
    ...(await policiesFor(owner, name, schemas)),
  ];
}

/** Processes work for everybody: row security is for what they do in the name of one caller, and for the queue's callers. */
async function policiesFor(owner: Sql, name: string, schemas: readonly string[]): Promise<string[]> {
  const { rows } = await owner.query<{ schema: string; table: string }>(
    `SELECT n.nspname AS schema, c.relname AS table FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relrowsecurity AND n.nspname = ANY($1) AND NOT EXISTS (
       SELECT FROM pg_policies p WHERE p.schemaname = n.nspname AND p.tablename = c.relname AND p.policyname = $2)`,
    [schemas, name],
  );
  const user = escapeIdentifier(name);
  return rows.map(
    ({ schema, table }) => `CREATE POLICY ${user} ON ${escapeIdentifier(schema)}.${escapeIdentifier(table)} TO ${user} USING (true)`,
  );
}
