import { parseArgs } from "node:util";
import { stateDigest } from "../modules/chain/indexer/state-digest.ts";
import { connect, type Sql } from "../modules/chain/indexer/store/connection.ts";
import { databaseUrl, noDatabase } from "./database-url.ts";
import { fail } from "./fail.ts";
import type { Io } from "./token.ts";

/**
 * `state-digest [--schema <name>]`: prints one hash over all that was made of the chain's logs, and the block it is of. Two installations that follow
 * the same contract print the same line at the same block. Needs the database only.
 *
 * @returns 0, or 1 with one sentence on standard error
 */
export async function run(args: readonly string[], io: Io): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { schema: { type: "string", default: "public" } } });
  const url = databaseUrl(io);
  if (url === undefined) return fail(io, noDatabase(io));
  const connection = await connect(url, "public", { isLeader: false }).catch(() => null);
  if (!connection) return fail(io, "The database cannot be reached.\n");
  try {
    await connection.query("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const names = await eventTables(connection, values.schema);
    if (names.length === 0) return fail(io, `The schema ${values.schema} holds no feed.\n`);
    const { block, digest, tables } = await stateDigest(connection, names, values.schema);
    io.stdout.write(`${digest} ${block ? `${block.number} ${block.hash}` : "nothing indexed"}\n`);
    for (const [table, hash] of Object.entries(tables)) io.stderr.write(`${hash} ${table}\n`);
    return 0;
  } finally {
    await connection.close();
  }
}

/** Tables whose rows stand at a place on the chain: the projections of a feed. */
async function eventTables(sql: Sql, schema: string): Promise<string[]> {
  const rows = await sql.query<{ name: string }[]>(
    `SELECT table_name AS name FROM information_schema.columns
     WHERE table_schema = $1 AND column_name IN ('block_number', 'log_index') AND table_name <> 'chain_logs'
     GROUP BY table_name HAVING count(*) = 2`,
    [schema],
  );
  return rows.map(({ name }) => name);
}
