import type { BlockRef, StoredBlock } from "./blocks.ts";
import { CELL, CELLS, cellOf, hashOf, type LogBatch } from "./node/log-batch.ts";
import type { ChainNode } from "./node/chain-node.ts";
import { blockRows, logRows } from "./store/log-rows.ts";
import type { EventTable, TableRows } from "./tables/event-table.ts";

/** A piece of chain that follows `ancestor`, complete: every log of ours between it and `tip`, as rows that only have to be written. */
export interface Chunk {
  ancestor: BlockRef;
  tip: BlockRef;
  logCount: number;
  blocks: Buffer | null;
  logs: Buffer | null;
  tables: readonly (TableRows & { table: EventTable })[];
}

/** The chain changed while it was read; reading again will do. */
export class MovedChainError extends Error {
  override name = "MovedChainError";
}

/**
 * Makes rows of what a node answered. The costly part of indexing, done while the database writes the chunk before.
 *
 * @param extraBlocks Blocks to be stored although they may hold no log: the tip, and headers read on the way.
 * @throws {MovedChainError}
 */
export async function prepareChunk(
  node: Pick<ChainNode, "header">,
  tables: readonly EventTable[],
  { ancestor, tip, logs, extraBlocks = [] }: { ancestor: BlockRef; tip: BlockRef; logs: LogBatch; extraBlocks?: readonly StoredBlock[] },
): Promise<Chunk> {
  const blocks = await blocksOf(node, logs, extraBlocks);
  return {
    ancestor,
    tip,
    logCount: logs.count,
    blocks: blockRows(blocks),
    logs: logRows(logs),
    tables: tables.flatMap((table) => {
      const rows = table.rowsOf(logs);
      return rows.count === 0 ? [] : [{ ...rows, table }];
    }),
  };
}

/** The block of the last log, where a chunk can end without asking for a header; there must be a log. */
export async function lastBlockOf(node: Pick<ChainNode, "header">, logs: LogBatch): Promise<BlockRef> {
  const last = logs.count - 1;
  const block = { number: cellOf(logs, last, CELL.blockNumber), hash: hashOf(logs, last, CELL.blockHash), timestamp: -1 };
  return { ...block, timestamp: await timeOf(node, logs, last, block) };
}

/** Every block with a log and every extra one, in order. Where the node writes no times into logs, its headers tell them. */
async function blocksOf(node: Pick<ChainNode, "header">, logs: LogBatch, extraBlocks: readonly StoredBlock[]): Promise<StoredBlock[]> {
  const blocks = new Map<number, StoredBlock>(extraBlocks.map((block) => [block.number, { ...block, logCount: 0 }]));
  let block: StoredBlock | undefined;
  let firstLog = 0;
  for (let log = 0, base = 0; log < logs.count; log++, base += CELLS) {
    const number = logs.cells[base + CELL.blockNumber]!;
    if (block?.number !== number) {
      block = blocks.get(number) ?? { number, hash: hashOf(logs, log, CELL.blockHash), parentHash: null, timestamp: -1, logCount: 0 };
      if (block.timestamp < 0) block.timestamp = await timeOf(node, logs, log, block);
      if (block.hash !== hashOf(logs, log, CELL.blockHash)) throw new MovedChainError(`block ${number} has two hashes`);
      blocks.set(number, block);
      firstLog = log;
    }
    if (!isSameHash(logs, firstLog, log)) throw new MovedChainError(`block ${number} has two hashes`);
    logs.cells[base + CELL.timestamp] = block.timestamp;
    block.logCount++;
  }
  return [...blocks.values()].sort((one, other) => one.number - other.number);
}

/** Whether two logs name the same block, told from their digits: making texts of them would cost more than all the rest. */
function isSameHash({ bytes, cells }: LogBatch, one: number, other: number): boolean {
  const [first, second] = [cells[one * CELLS + CELL.blockHash]!, cells[other * CELLS + CELL.blockHash]!];
  return one === other || bytes.compare(bytes, first, first + 64, second, second + 64) === 0;
}

async function timeOf(node: Pick<ChainNode, "header">, logs: LogBatch, log: number, block: BlockRef): Promise<number> {
  const told = cellOf(logs, log, CELL.timestamp);
  if (told >= 0) return told;
  const header = await node.header(block.number);
  if (header?.hash !== block.hash) throw new MovedChainError(`block ${block.number} is gone`);
  return header.timestamp;
}
