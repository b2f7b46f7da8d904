import { selectRows, type Ctx } from "../../../platform/context.ts";
import { toBytes, toHex32 } from "../bytes.ts";
import type { BlockRef, RawLog, StoredBlock } from "./blocks.ts";

type Tx = Pick<Ctx, "tx">;

interface BlockRow {
  number: string;
  hash: Buffer;
  timestamp: string;
}

/** Stored blocks at or below a number, highest first: the trail along which a common ancestor is searched. */
export async function listBlocksDown(tx: Tx, from: number, limit: number): Promise<BlockRef[]> {
  const rows = await selectRows<BlockRow>(
    tx,
    "SELECT number, hash, timestamp FROM chain_blocks WHERE number <= $1 ORDER BY number DESC LIMIT $2",
    [from, limit],
  );
  return rows.map(({ number, hash, timestamp }) => ({ number: Number(number), hash: toHex32(hash), timestamp: Number(timestamp) }));
}

export async function insertBlocks({ tx }: Tx, blocks: readonly StoredBlock[]): Promise<void> {
  if (blocks.length === 0) return;
  await tx.query(
    `INSERT INTO chain_blocks (number, hash, parent_hash, timestamp, log_count)
     SELECT * FROM unnest($1::bigint[], $2::bytea[], $3::bytea[], $4::bigint[], $5::integer[])
     ON CONFLICT (number) DO NOTHING`,
    [
      blocks.map((block) => block.number),
      blocks.map((block) => toBytes(block.hash)),
      blocks.map((block) => (block.parentHash ? toBytes(block.parentHash) : null)),
      blocks.map((block) => block.timestamp),
      blocks.map((block) => block.logCount),
    ],
  );
}

export async function insertLogs({ tx }: Tx, logs: readonly RawLog[]): Promise<void> {
  if (logs.length === 0) return;
  await tx.query(
    `INSERT INTO chain_logs (block_hash, log_index, block_number, address, transaction_hash, topics, data)
     SELECT decode(l.block_hash, 'hex'), l.log_index, l.block_number, decode(l.address, 'hex'), decode(l.transaction_hash, 'hex'),
            ARRAY(SELECT decode(topic, 'hex') FROM jsonb_array_elements_text(l.topics) WITH ORDINALITY AS t(topic, n) ORDER BY n),
            decode(l.data, 'hex')
     FROM jsonb_to_recordset($1::jsonb) AS l(block_hash text, log_index integer, block_number bigint, address text,
       transaction_hash text, topics jsonb, data text)`,
    [
      JSON.stringify(
        logs.map((log) => ({
          block_hash: log.blockHash.slice(2),
          log_index: log.logIndex,
          block_number: log.blockNumber,
          address: log.address.slice(2),
          transaction_hash: log.transactionHash.slice(2),
          topics: log.topics.map((topic) => topic.slice(2)),
          data: log.data.slice(2),
        })),
      ),
    ],
  );
}

/** Removes what stands above a block; answers how many logs that were. */
export async function deleteAbove(tx: Tx, number: number): Promise<number> {
  await tx.tx.query("DELETE FROM chain_blocks WHERE number > $1", [number]);
  const [row] = await selectRows<{ count: string }>(
    tx,
    "WITH gone AS (DELETE FROM chain_logs WHERE block_number > $1 RETURNING 1) SELECT count(*) FROM gone",
    [number],
  );
  return Number(row?.count ?? 0);
}

/** Forgets empty blocks far below finality; those with logs, and the base, stay for ever. */
export async function pruneBlocks({ tx }: Tx, { below, base }: { below: number; base: number }): Promise<void> {
  await tx.query("DELETE FROM chain_blocks WHERE number < $1 AND number > $2 AND log_count = 0", [below, base]);
}
