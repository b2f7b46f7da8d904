import type { Hex32 } from "@waybill/protocol/schemas/primitives";

/**
 * Many logs as a node wrote them: its answer, and where in it each member of each log begins. A log is never made into an object, which is
 * what makes a hundred thousand of them cheap. Always in chain order and each once, whatever order the node gave.
 */
export interface LogBatch {
  bytes: Buffer;
  count: number;
  /** `CELLS` numbers a log; see `CELL`. */
  cells: Float64Array;
}

/** What a log's cells hold: numbers themselves, and of hexadecimal members the place of the first digit after 0x. */
export const CELL = {
  blockNumber: 0,
  logIndex: 1,
  /** Seconds; -1 when the node leaves it out. */
  timestamp: 2,
  blockHash: 3,
  transactionHash: 4,
  address: 5,
  topicCount: 6,
  /** Of the first of up to four topics. */
  topics: 7,
  data: 11,
  dataBytes: 12,
} as const;

/** Cells of one log. */
export const CELLS = 13;

export const EMPTY_BATCH: LogBatch = { bytes: Buffer.alloc(0), count: 0, cells: new Float64Array(0) };

type Cell = (typeof CELL)[keyof typeof CELL];

export function cellOf({ cells }: LogBatch, log: number, cell: Cell): number {
  return cells[log * CELLS + cell]!;
}

/** Some bytes of a batch as lower-case hex, from the place of their first digit. */
export function hexAt({ bytes }: LogBatch, at: number, length: number): `0x${string}` {
  return `0x${bytes.toString("latin1", at, at + 2 * length).toLowerCase()}`;
}

export function hashOf(batch: LogBatch, log: number, cell: typeof CELL.blockHash | typeof CELL.transactionHash): Hex32 {
  return hexAt(batch, cellOf(batch, log, cell), 32) as Hex32;
}

/** The event's signature hash; undefined for an anonymous event without topics. */
export function topic0Of(batch: LogBatch, log: number): Hex32 | undefined {
  return cellOf(batch, log, CELL.topicCount) > 0 ? (hexAt(batch, cellOf(batch, log, CELL.topics), 32) as Hex32) : undefined;
}

/** The logs of a batch for which `keep` answers true, in the same order. */
export function filterBatch(batch: LogBatch, keep: (log: number) => boolean): LogBatch {
  const kept: number[] = [];
  for (let log = 0; log < batch.count; log++) if (keep(log)) kept.push(log);
  return kept.length === batch.count ? batch : pickLogs(batch, kept);
}

export function pickLogs({ bytes, cells }: LogBatch, logs: readonly number[]): LogBatch {
  const picked = new Float64Array(logs.length * CELLS);
  logs.forEach((log, index) => picked.set(cells.subarray(log * CELLS, (log + 1) * CELLS), index * CELLS));
  return { bytes, count: logs.length, cells: picked };
}

/** Cells that are places in the bytes rather than numbers of their own. */
const PLACES = [
  CELL.blockHash,
  CELL.transactionHash,
  CELL.address,
  CELL.topics,
  CELL.topics + 1,
  CELL.topics + 2,
  CELL.topics + 3,
  CELL.data,
];

/** Several batches as one; they must follow each other on the chain. */
export function joinBatches(batches: readonly LogBatch[]): LogBatch {
  const filled = batches.filter(({ count }) => count > 0);
  if (filled.length <= 1) return filled[0] ?? EMPTY_BATCH;
  const count = filled.reduce((sum, batch) => sum + batch.count, 0);
  const cells = new Float64Array(count * CELLS);
  let [log, shift] = [0, 0];
  for (const batch of filled) {
    cells.set(batch.cells.subarray(0, batch.count * CELLS), log * CELLS);
    for (let end = log + batch.count; log < end; log++)
      for (const place of PLACES) if (cells[log * CELLS + place]! >= 0) cells[log * CELLS + place]! += shift;
    shift += batch.bytes.length;
  }
  return { bytes: Buffer.concat(filled.map(({ bytes }) => bytes)), count, cells };
}
