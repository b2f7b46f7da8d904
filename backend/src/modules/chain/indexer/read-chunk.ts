import type { BlockRef, Header, RawLog, StoredBlock, Tips } from "./blocks.ts";
import type { RangeSizer } from "./range-sizer.ts";
import type { ChainSource } from "./source.ts";

/** A piece of chain that follows `ancestor`, complete: every log of ours between it and `tip`. */
export interface Chunk {
  ancestor: BlockRef;
  tip: BlockRef;
  blocks: StoredBlock[];
  logs: RawLog[];
}

/** Unfinalised blocks read at once. */
const WINDOW = 64;

/** The chain changed while it was read; reading again will do. */
export class MovedChainError extends Error {
  override name = "MovedChainError";
}

/**
 * Reads on from `ancestor` towards the head. Final blocks come in ranges as large as the node likes; later ones header by header, each
 * linked to its parent, with logs asked for by block hash.
 *
 * @throws {MovedChainError}
 */
export async function readChunk(source: ChainSource, sizer: RangeSizer, ancestor: BlockRef, { head, final }: Tips): Promise<Chunk> {
  const from = ancestor.number + 1;
  if (from > head.number) return { ancestor, tip: ancestor, blocks: [], logs: [] };
  if (final && from <= final.number) return readRange(source, sizer, ancestor, from, Math.min(final.number, from + sizer.blocks() - 1));
  return readWindow(source, ancestor, from, Math.min(head.number, from + WINDOW - 1));
}

async function readRange(source: ChainSource, sizer: RangeSizer, ancestor: BlockRef, from: number, to: number): Promise<Chunk> {
  let logs: RawLog[];
  try {
    logs = await source.logsBetween(from, to);
  } catch (error) {
    sizer.failed();
    throw error;
  }
  sizer.answered(to - from + 1, logs.length);
  const tip = await source.header(to);
  if (!tip) throw new MovedChainError(`block ${to} is gone`);
  return { ancestor, tip, ...(await withHeaders(source, logs, tip)) };
}

/** Blocks of the logs, from the logs themselves where the node writes times into them, and the tip. */
async function withHeaders(source: ChainSource, logs: readonly RawLog[], tip: Header): Promise<Pick<Chunk, "blocks" | "logs">> {
  const blocks = new Map<number, StoredBlock>([[tip.number, { ...tip, logCount: 0 }]]);
  const timed: RawLog[] = [];
  for (const log of logs) {
    let block = blocks.get(log.blockNumber);
    if (!block) {
      const header = log.blockTimestamp === null ? await source.header(log.blockNumber) : null;
      const timestamp = log.blockTimestamp ?? header?.timestamp;
      if (timestamp === undefined) throw new MovedChainError(`block ${log.blockNumber} is gone`);
      block = { number: log.blockNumber, hash: log.blockHash, parentHash: header?.parentHash ?? null, timestamp, logCount: 0 };
      blocks.set(log.blockNumber, block);
    }
    if (block.hash !== log.blockHash) throw new MovedChainError(`block ${log.blockNumber} has two hashes`);
    block.logCount++;
    timed.push({ ...log, blockTimestamp: block.timestamp });
  }
  return { blocks: [...blocks.values()].sort((a, b) => a.number - b.number), logs: timed };
}

async function readWindow(source: ChainSource, ancestor: BlockRef, from: number, to: number): Promise<Chunk> {
  const numbers = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const headers = await Promise.all(numbers.map((number) => source.header(number)));
  const linked: Header[] = [];
  let parent: BlockRef = ancestor;
  for (const header of headers) {
    if (header?.parentHash !== parent.hash) throw new MovedChainError(`the chain changed at block ${parent.number + 1}`);
    linked.push(header);
    parent = header;
  }
  const logs = await Promise.all(linked.map((header) => source.logsOf(header)));
  const blocks = linked.map((header, index) => ({ ...header, logCount: logs[index]?.length ?? 0 }));
  return { ancestor, tip: parent, blocks, logs: logs.flat() };
}
