import { toBytes } from "../../bytes.ts";
import type { StoredBlock } from "../blocks.ts";
import { CELL, CELLS, type LogBatch } from "../node/log-batch.ts";
import { CopyBuffer } from "./copy-buffer.ts";

/** Raw logs as they are stored: enough to make every projection again without a node. */
export const LOG_COLUMNS = ["block_hash", "log_index", "block_number", "address", "transaction_hash", "topics", "data"] as const;
export const BLOCK_COLUMNS = ["number", "hash", "parent_hash", "timestamp", "log_count"] as const;

/** Lengths and numbers of a row, more or less. */
const FRAME_BYTES = 64;

/** Null for no rows: nothing is to be copied. */
export function logRows({ bytes, cells, count }: LogBatch): Buffer | null {
  if (count === 0) return null;
  // Half of the digits, and what stands before each value.
  const out = new CopyBuffer(bytes.length / 2 + count * FRAME_BYTES);
  for (let log = 0, base = 0; log < count; log++, base += CELLS) {
    out.row(LOG_COLUMNS.length);
    out.hex(bytes, cells[base + CELL.blockHash]!, 32);
    out.int4(cells[base + CELL.logIndex]!);
    out.uint53(cells[base + CELL.blockNumber]!);
    out.hex(bytes, cells[base + CELL.address]!, 20);
    out.hex(bytes, cells[base + CELL.transactionHash]!, 32);
    const topics = cells[base + CELL.topicCount]!;
    out.hexArray(bytes, topicPlaces(cells, base, topics), 32);
    out.hex(bytes, cells[base + CELL.data]!, cells[base + CELL.dataBytes]!);
  }
  return out.finish();
}

const PLACES: number[][] = [[], [0], [0, 0], [0, 0, 0], [0, 0, 0, 0]];

/** The places of a log's topics; the list is used again for the next log. */
function topicPlaces(cells: Float64Array, base: number, topics: number): readonly number[] {
  const places = PLACES[topics]!;
  for (let topic = 0; topic < topics; topic++) places[topic] = cells[base + CELL.topics + topic]!;
  return places;
}

export function blockRows(blocks: readonly StoredBlock[]): Buffer | null {
  if (blocks.length === 0) return null;
  const out = new CopyBuffer();
  for (const { number, hash, parentHash, timestamp, logCount } of blocks) {
    out.row(BLOCK_COLUMNS.length);
    out.uint53(number);
    out.bytes(toBytes(hash));
    if (parentHash) out.bytes(toBytes(parentHash));
    else out.null();
    out.uint53(timestamp);
    out.int4(logCount);
  }
  return out.finish();
}
