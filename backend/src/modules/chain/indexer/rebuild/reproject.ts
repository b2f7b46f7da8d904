import { fault } from "../../../../platform/faults.ts";
import { readCursor } from "../cursor.store.ts";
import type { FeedTables } from "../feed.ts";
import type { FeedPlan } from "../indexer.ts";
import type { LogBatch } from "../node/log-batch.ts";
import { giveBuffer } from "../store/buffer-pool.ts";
import { connect, connectBeside, type FeedConnection } from "../store/connection.ts";
import { indexesLike, makeIndexes } from "../store/indexes.ts";
import type { EventTable, TableRows } from "../tables/event-table.ts";
import { announceRebuild, swapTables, withTables } from "./swap.ts";

/** Where the new tables stand until they are swapped. */
const WORKSHOP = "waybill_reproject";

export interface Reprojected {
  rows: Readonly<Record<string, number>>;
  seconds: number;
}

/** How far a snapshot reaches: what came later must be made up for. */
interface Snapshot {
  number: number;
  reorgId: number;
  healedLogs: number;
}

/**
 * Makes the event tables of a feed again from its stored raw logs, with today's code, while the old ones go on being read and written: no node
 * is asked. What was indexed or undone in the meantime is made up for under a lock, then the tables are swapped in one transaction.
 *
 * @throws {Error} when nothing has been indexed yet, or a block was read anew in the meantime: repeating it will do.
 */
export async function reproject(databaseUrl: string, { feed, tables: tablesOf }: FeedPlan): Promise<Reprojected> {
  const started = performance.now();
  const { schema } = feed;
  // Holds the workshop's lock: two at once would take each other's tables.
  const workshop = await connect(databaseUrl, WORKSHOP, { isLeader: true });
  if (!workshop) throw new Error("Another process makes tables again. Wait for it.");
  const [writer, reader] = await Promise.all([connectBeside(databaseUrl, schema), connectBeside(databaseUrl, schema)]);
  try {
    const feedTables = await tablesOf(writer);
    const names = feedTables.tables.map(({ name }) => name);
    const rows: Record<string, number> = {};
    await createWorkshop(writer, schema, names);
    await reader.query("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const seen = await snapshotOf(reader);
    let written = Promise.resolve();
    for await (const batch of reader.logs()) {
      // Made while the database writes those before.
      const made = rowsOf(feedTables, batch);
      await written;
      written = store(writer, made, rows);
      written.catch(() => undefined);
    }
    await written;
    await reader.query("COMMIT");
    await makeIndexes([writer, reader], await indexesLike(writer, { from: schema, to: WORKSHOP, tables: names }));
    await fault("reproject.before_swap");
    await withTables(writer, schema, names, async () => {
      await makeUpFor(writer, feedTables, seen, rows);
      await swapTables(writer, { from: WORKSHOP, to: schema, tables: names });
      await announceRebuild(writer, schema, { now: new Date(), before: null, difference: null });
      await writer.query(`DROP SCHEMA ${WORKSHOP}`);
    });
    return { rows, seconds: (performance.now() - started) / 1_000 };
  } finally {
    for (const connection of [reader, writer, workshop]) await connection.close();
  }
}

async function snapshotOf(connection: FeedConnection): Promise<Snapshot> {
  const cursor = await readCursor(connection);
  if (!cursor) throw new Error("Nothing has been indexed yet.");
  const [row] = await connection.query<{ id: string }[]>("SELECT coalesce(max(id), 0) AS id FROM chain_reorgs");
  return { number: cursor.indexed.number, reorgId: Number(row?.id), healedLogs: cursor.healedLogs };
}

/** Empty tables like the live ones, without indexes: those come last. */
async function createWorkshop(connection: FeedConnection, schema: string, tables: readonly string[]): Promise<void> {
  await connection.query(`DROP SCHEMA IF EXISTS ${WORKSHOP} CASCADE`);
  await connection.query(`CREATE SCHEMA ${WORKSHOP}`);
  for (const table of tables)
    await connection.query(`CREATE TABLE ${WORKSHOP}."${table}" (LIKE "${schema}"."${table}" INCLUDING DEFAULTS INCLUDING CONSTRAINTS)`);
}

interface TableRowsOf extends TableRows {
  table: EventTable;
}

function rowsOf({ tables }: FeedTables, batch: LogBatch): TableRowsOf[] {
  return tables.map((table) => ({ ...table.rowsOf(batch), table }));
}

async function store(connection: FeedConnection, made: readonly TableRowsOf[], rows: Record<string, number>): Promise<void> {
  for (const { table, copy, count } of made) {
    if (copy) await connection.copy(`${WORKSHOP}.${table.name}`, table.columns, copy);
    giveBuffer(copy);
    rows[table.name] = (rows[table.name] ?? 0) + count;
  }
}

/** Brings the new tables from the snapshot to the present: what a reorg undid goes, what came after it is projected. */
async function makeUpFor(connection: FeedConnection, feedTables: FeedTables, seen: Snapshot, rows: Record<string, number>): Promise<void> {
  const now = await snapshotOf(connection);
  if (now.healedLogs !== seen.healedLogs) throw new Error("A block was read anew in the meantime. Repeat the command.");
  const [row] = await connection.query<{ lowest: string | null }[]>(
    "SELECT min(ancestor_number) AS lowest FROM chain_reorgs WHERE id > $1",
    [seen.reorgId],
  );
  const kept = Math.min(seen.number, Number(row?.lowest ?? seen.number));
  for (const { name } of feedTables.tables) {
    const gone = await connection.query<unknown[]>(`DELETE FROM ${WORKSHOP}."${name}" WHERE block_number > $1 RETURNING 1`, [kept]);
    rows[name] = (rows[name] ?? 0) - gone.length;
  }
  const batches: LogBatch[] = [];
  for await (const batch of connection.logs(`l.block_number > ${kept}`)) batches.push(batch);
  for (const batch of batches) await store(connection, rowsOf(feedTables, batch), rows);
}
