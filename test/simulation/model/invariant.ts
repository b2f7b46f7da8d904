import type { Pool } from "pg";
import type { ChainLog } from "../checker/chain.ts";
import { eventOf, topicOf } from "../checker/events.ts";
import { dumpWith } from "../checker/dump.ts";
import { differences, type Finding } from "../checker/findings.ts";
import { checkRows } from "../checker/rows.ts";
import type { ModelLog } from "./blocks.ts";
import type { ModelChain } from "./chain.ts";

const ANCHORED = topicOf("Anchored");

/**
 * Whatever says that it is ready is one branch, whole: the stored logs are those of the very block at which the cursor stands, and of its
 * ancestors. Holds at every moment, whichever branch the node tells of now.
 *
 * @param which Only those that the contract counts, once a node may have left some out: nothing but the sweeper can miss the others.
 */
export async function checkBranch(pool: Pool, { byHash }: ModelChain, which: "all" | "counted"): Promise<Finding[]> {
  const { rows } = await pool.query<{ cursor: string | null; state: string | null; logs: string[] }>(
    `SELECT (SELECT encode(hash, 'hex') FROM chain_cursor) AS cursor, (SELECT state FROM chain_cursor) AS state,
       coalesce((SELECT array_agg(encode(block_hash, 'hex') || ' ' || log_index) FROM chain_logs WHERE $1::bytea IS NULL OR topics[1] = $1), '{}') AS logs`,
    [which === "all" ? null : Buffer.from(ANCHORED.slice(2), "hex")],
  );
  const [row] = rows;
  if (!row?.cursor) return row?.logs.length === 0 ? [] : ["there are logs without a cursor"];
  if (row.state !== "ready") return [];
  const expected: string[] = [];
  let block = byHash.get(`0x${row.cursor}`);
  if (!block) return [`the cursor stands at a block that never was: ${row.cursor}`];
  for (; block; block = byHash.get(block.parentHash))
    for (const log of block.logs.filter(({ topics }) => which === "all" || topics[0] === ANCHORED))
      expected.push(`${block.hash.slice(2)} ${Number(log.logIndex)}`);
  return differences(`chain_logs at block ${row.cursor.slice(0, 8)}`, expected, row.logs);
}

/** At the end: every row of every table, both ways, against the chain as it is. */
export async function checkEnd(pool: Pool, chain: ModelChain): Promise<Finding[]> {
  const dump = await dumpWith(pool, ["chain_cursor", "chain_logs", "anchors", "checkpoint_anchors", "actor_changes", "custody_steps"]);
  const [cursor] = dump.rows("chain_cursor");
  const stands =
    cursor?.["hash"] === chain.head().hash
      ? []
      : [`the cursor stands at ${String(cursor?.["number"])}, the head is ${chain.head().number}`];
  const state = cursor?.["state"] === "ready" ? [] : [`the indexer ends ${String(cursor?.["state"])}: ${String(cursor?.["reason"])}`];
  return [...stands, ...state, ...checkRows(dump, { logs: chain.blocks.flatMap(({ logs }) => logs.map(logOf)) })];
}

function logOf(log: ModelLog): ChainLog {
  return {
    ...log,
    blockNumber: Number(log.blockNumber),
    logIndex: Number(log.logIndex),
    timestamp: Number(log.blockTimestamp),
    event: eventOf(log),
  };
}
