import type { Pool, PoolClient } from "pg";
import type { Queryable } from "./context.ts";

/** Statements by their text: each is parsed once for a connection. */
const names = new Map<string, string>();

/** Connections on which nothing is looked for by reading a whole table: a plan is kept from when there were few rows. */
const prepared = new WeakSet<PoolClient>();

/**
 * Runs work in one transaction on a connection that takes further queries before the last one is answered: whoever asks for several at once waits once.
 *
 * @param work Ends with `commit`, which may be asked for beside the last query: where that one fails, nothing is stored.
 * @throws what a query was refused with; when the connection breaks at its end, nobody knows whether it was stored
 */
export async function inPipeline<Result>(
  pool: Pool,
  work: (tx: Queryable, commit: () => Promise<unknown>) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  try {
    const begun = client.query("BEGIN ISOLATION LEVEL READ COMMITTED");
    const set = prepared.has(client) ? begun : client.query("SET enable_seqscan = off");
    const tx: Queryable = {
      async query<Rows>(sql: string, values: unknown[] = []) {
        const { rows } = await client.query({ name: nameOf(sql), text: sql, values });
        return rows as Rows;
      },
    };
    const [result] = await Promise.all([work(tx, () => client.query("COMMIT")), begun, set]);
    prepared.add(client);
    client.release();
    return result;
  } catch (error) {
    // What of it is still on its way is refused, too; a connection that cannot be cleared is not used again.
    const isClear = await client.query("ROLLBACK").then(
      () => true,
      () => false,
    );
    client.release(!isClear);
    throw error;
  }
}

function nameOf(sql: string): string {
  const known = names.get(sql) ?? `pipelined ${names.size}`;
  names.set(sql, known);
  return known;
}
