import { once } from "node:events";
import { Client } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { LogBatch } from "../node/log-batch.ts";
import { readLogs } from "./read-logs.ts";

/** Keeps our locks apart from other users of advisory locks in the same database. */
const LOCK_CLASS = 9_292_459;
const CONNECT_MILLISECONDS = 5_000;
/** Bytes handed to the connection at once. */
const COPY_PIECE_BYTES = 256 * 1024;

/** What reads and writes rows: one connection, or a transaction on it. Shaped like TypeORM's, so that both take the same functions. */
export interface Sql {
  query<Rows = unknown>(sql: string, parameters?: unknown[]): Promise<Rows>;
}

/** The connection of a feed's leader. It holds the feed's lock and does all its writing, so whoever lost it can write nothing. */
export interface FeedConnection extends Sql {
  isBroken(): boolean;
  /** Rows in binary COPY form into a table. */
  copy(table: string, columns: readonly string[], rows: Buffer): Promise<void>;
  /** Stored raw logs; `where` is a condition in SQL on `l`, the logs. The connection can do nothing else until all are read. */
  logs(where?: string): AsyncGenerator<LogBatch>;
  inTransaction<Result>(work: () => Promise<Result>): Promise<Result>;
  /** One more connection to the same tables, which leads nothing. */
  beside(): Promise<FeedConnection>;
  /** Calls back when somebody notifies the channel. */
  listen(channel: string, onNotification: () => void): Promise<void>;
  close(): Promise<void>;
}

/**
 * Connects with the feed's schema first on the search path, so that every feed's tables have the same names.
 *
 * @param options.isLeader Takes the lock that lets one process at a time work on the feed; null is answered while another has it.
 */
export async function connect(databaseUrl: string, schema: string, { isLeader }: { isLeader: boolean }): Promise<FeedConnection | null> {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: CONNECT_MILLISECONDS });
  let isBroken = false;
  const onBreak = (): void => {
    isBroken = true;
  };
  client.on("error", onBreak);
  client.on("end", onBreak);
  await client.connect();
  const path = schema === "public" ? "public" : `"${schema}", public`;
  const lock = isLeader ? `pg_try_advisory_lock(${LOCK_CLASS}, hashtext('${schema}'))` : "true";
  try {
    const { rows } = await client.query<{ granted: boolean }>(`SELECT set_config('search_path', '${path}', false), ${lock} AS granted`);
    if (rows[0]?.granted === true)
      return connectionOf(
        client,
        () => isBroken,
        () => connectBeside(databaseUrl, schema),
      );
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  await client.end();
  return null;
}

/** Whether any process leads the feed now, as a condition on the feed's name in SQL. */
export const LEADER_EXISTS = `EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = ${LOCK_CLASS}
  AND objid::bigint = (hashtext($1)::bigint & 4294967295) AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))`;

/** Connects without leading. */
export async function connectBeside(databaseUrl: string, schema: string): Promise<FeedConnection> {
  const connection = await connect(databaseUrl, schema, { isLeader: false });
  if (!connection) throw new Error("a connection that does not lead is always had");
  return connection;
}

function connectionOf(client: Client, isBroken: () => boolean, beside: () => Promise<FeedConnection>): FeedConnection {
  return {
    isBroken,
    beside,
    query: async <Rows>(sql: string, parameters?: unknown[]) => (await client.query(sql, parameters)).rows as Rows,
    async copy(table, columns, rows) {
      const stream = client.query(
        copyFrom(`COPY ${table.split(".").map(quoted).join(".")} (${columns.map(quoted).join(", ")}) FROM STDIN (FORMAT binary)`),
      );
      const done = once(stream, "finish");
      for (let at = 0; at < rows.length; at += COPY_PIECE_BYTES)
        if (!stream.write(rows.subarray(at, at + COPY_PIECE_BYTES))) await Promise.race([once(stream, "drain"), done]);
      stream.end();
      await done;
    },
    logs: (where) => readLogs(client, where),
    async inTransaction(work) {
      await client.query("BEGIN");
      try {
        const result = await work();
        await client.query("COMMIT");
        return result;
      } catch (error) {
        await client.query("ROLLBACK").catch(() => undefined);
        throw error;
      }
    },
    async listen(channel, onNotification) {
      client.on("notification", (message) => message.channel === channel && onNotification());
      await client.query(`LISTEN ${channel}`);
    },
    close: () => client.end().catch(() => undefined),
  };
}

function quoted(name: string): string {
  return `"${name}"`;
}
