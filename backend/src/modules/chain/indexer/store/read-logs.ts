import type { Client } from "pg";
import { to as copyTo } from "pg-copy-streams";
import { CELL, CELLS, type LogBatch } from "../node/log-batch.ts";

/** Signature, flags and empty extension that stand before the first row of a binary COPY. */
const HEADER_BYTES = 19;
/** Read before a batch is made: enough to write them at once, few enough to keep memory flat. */
const BATCH_BYTES = 2 * 1024 * 1024;
const COLUMNS = 8;

/**
 * Stored raw logs as batches, in no particular order: from them every projection can be made again without a node.
 *
 * @param where Condition in SQL on `l`, the logs.
 */
export async function* readLogs(client: Client, where = "true"): AsyncGenerator<LogBatch> {
  const query = `SELECT l.block_number, l.log_index, b.timestamp, l.block_hash, l.transaction_hash, l.address, l.topics, l.data
    FROM chain_logs l JOIN chain_blocks b ON b.number = l.block_number WHERE ${where}`;
  const stream = client.query(copyTo(`COPY (${query}) TO STDOUT (FORMAT binary)`));
  let pieces: Buffer[] = [];
  let size = 0;
  let skip = HEADER_BYTES;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    pieces.push(piece);
    size += piece.length;
    if (size < BATCH_BYTES) continue;
    const raw = Buffer.concat(pieces);
    const { batch, end } = parseRows(raw, skip);
    const rest = raw.subarray(end);
    [pieces, size, skip] = [[rest], rest.length, 0];
    yield batch;
  }
  yield parseRows(Buffer.concat(pieces), skip).batch;
}

/** Whole rows from a place on, and where the first one that is not whole begins. */
function parseRows(raw: Buffer, start: number): { batch: LogBatch; end: number } {
  const rows: number[] = [];
  let end = start;
  for (let at = start; at + 2 <= raw.length && raw.readInt16BE(at) === COLUMNS;) {
    const next = endOfRow(raw, at);
    if (next === null) break;
    rows.push(at);
    at = end = next;
  }
  const cells = new Float64Array(rows.length * CELLS);
  rows.forEach((at, log) => fillCells(raw, at, cells.subarray(log * CELLS, (log + 1) * CELLS)));
  // Batches hold hexadecimal digits, as nodes write them: every byte is two of them.
  return { batch: { bytes: Buffer.from(raw.toString("hex", 0, end), "latin1"), count: rows.length, cells }, end };
}

function endOfRow(raw: Buffer, start: number): number | null {
  let at = start + 2;
  for (let column = 0; column < COLUMNS; column++) {
    if (at + 4 > raw.length) return null;
    at += 4 + Math.max(0, raw.readInt32BE(at));
  }
  return at <= raw.length ? at : null;
}

function fillCells(raw: Buffer, start: number, log: Float64Array): void {
  // Every value stands behind its length of four bytes.
  let at = start + 6;
  log[CELL.blockNumber] = uint53At(raw, at);
  log[CELL.logIndex] = raw.readInt32BE((at += 8 + 4));
  log[CELL.timestamp] = uint53At(raw, (at += 4 + 4));
  log[CELL.blockHash] = 2 * (at += 8 + 4);
  log[CELL.transactionHash] = 2 * (at += 32 + 4);
  log[CELL.address] = 2 * (at += 32 + 4);
  fillTopics(raw, (at += 20 + 4), log);
  at += raw.readInt32BE(at - 4) + 4;
  log[CELL.data] = 2 * at;
  log[CELL.dataBytes] = raw.readInt32BE(at - 4);
}

function uint53At(raw: Buffer, at: number): number {
  return raw.readUInt32BE(at) * 0x1_0000_0000 + raw.readUInt32BE(at + 4);
}

/** An array of bytea: dimensions, flags, type; then the length and first index of its one dimension; then each element after its length. */
function fillTopics(raw: Buffer, start: number, log: Float64Array): void {
  const count = raw.readInt32BE(start) === 0 ? 0 : raw.readInt32BE(start + 12);
  log[CELL.topicCount] = count;
  for (let topic = 0; topic < count; topic++) log[CELL.topics + topic] = 2 * (start + 24 + topic * 36);
}
