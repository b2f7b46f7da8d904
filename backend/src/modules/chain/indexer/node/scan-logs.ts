import { CELL, CELLS, pickLogs, type LogBatch } from "./log-batch.ts";

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
const LETTER_T = 116;

/** Value of each hexadecimal digit by its character code, else 255. */
const DIGIT = new Uint8Array(256).fill(255);
for (let value = 0; value < 16; value++) {
  DIGIT[value.toString(16).charCodeAt(0)] = value;
  DIGIT[value.toString(16).toUpperCase().charCodeAt(0)] = value;
}

/** The members of a log by length and first letter of their names, which tells them all apart. */
const MEMBERS = new Map(
  ["address", "topics", "data", "blockHash", "blockNumber", "blockTimestamp", "transactionHash", "logIndex", "removed"].map((name) => [
    name.length * 256 + name.charCodeAt(0),
    name,
  ]),
);

class UnexpectedShapeError extends Error {}

/**
 * Reads the logs out of a JSON-RPC answer without making objects: three times as fast as `JSON.parse` followed by decoding, and flat in memory.
 * Entries marked as removed, and those that are not mined, are no statement about the present chain and left out.
 *
 * @param answer UTF-8 bytes of `{"result":[…logs…]}` with anything beside it.
 * @throws {Error} when there is no list of logs in it.
 */
export function scanLogs(answer: Buffer): LogBatch {
  try {
    return inOrder(scan(answer));
  } catch (error) {
    if (!(error instanceof UnexpectedShapeError)) throw error;
    // White space, escapes or nested members that no node is known to write into logs: the long way round reads them, too.
    return inOrder(scan(normalised(answer)));
  }
}

/** Logs that are objects already, as receipts hold them. */
export function batchOf(logs: readonly unknown[]): LogBatch {
  return scanLogs(Buffer.from(JSON.stringify({ result: logs })));
}

function normalised(answer: Buffer): Buffer {
  const { result } = JSON.parse(answer.toString("utf8")) as { result?: unknown };
  if (!Array.isArray(result)) throw new Error("the node's answer holds no list of logs");
  return Buffer.from(JSON.stringify({ result: result.map((log: Record<string, unknown>) => known(log)) }));
}

function known(log: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries([...MEMBERS.values()].filter((name) => name in log).map((name) => [name, log[name]]));
}

/** No node writes a log shorter: the estimate of how many there are is seldom too low. */
const LEAST_LOG_BYTES = 420;

function scan(bytes: Buffer): LogBatch {
  const list = bytes.indexOf('"result":[');
  if (list < 0) throw new UnexpectedShapeError();
  let cells = new Float64Array((Math.ceil(bytes.length / LEAST_LOG_BYTES) + 1) * CELLS);
  let count = 0;
  let at = list + 10;
  while (bytes[at] !== CLOSE_LIST) {
    if ((count + 1) * CELLS > cells.length) cells = grown(cells);
    const log = cells.subarray(count * CELLS, (count + 1) * CELLS);
    const { end, isMined } = scanLog(bytes, at, log);
    if (isMined) count++;
    at = bytes[end] === COMMA ? end + 1 : end;
  }
  return { bytes, count, cells };
}

function grown(cells: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(cells.length * 2);
  larger.set(cells);
  return larger;
}

function scanLog(bytes: Buffer, start: number, log: Float64Array): { end: number; isMined: boolean } {
  if (bytes[start] !== OPEN_OBJECT) throw new UnexpectedShapeError();
  log.fill(-1);
  let isRemoved = false;
  let at = start + 1;
  while (bytes[at] !== CLOSE_OBJECT) {
    if (bytes[at] === COMMA) at++;
    const nameEnd = bytes.indexOf(QUOTE, at + 1);
    if (bytes[at] !== QUOTE || nameEnd < 0 || bytes[nameEnd + 1] !== COLON) throw new UnexpectedShapeError();
    const member = MEMBERS.get((nameEnd - at - 1) * 256 + bytes[at + 1]!);
    const value = nameEnd + 2;
    const end = endOfValue(bytes, value);
    const isText = bytes[value] === QUOTE;
    if (member === "removed") isRemoved = bytes[value] === LETTER_T;
    else if (member === "topics") scanTopics(bytes, value, end, log);
    else if (member === "data" && isText) {
      log[CELL.data] = value + 3;
      log[CELL.dataBytes] = (end - 1 - (value + 3)) / 2;
    } else if (member === "blockNumber" && isText) log[CELL.blockNumber] = quantityAt(bytes, value + 3);
    else if (member === "logIndex" && isText) log[CELL.logIndex] = quantityAt(bytes, value + 3);
    // A node that does not know the time leaves it out or answers zero.
    else if (member === "blockTimestamp" && isText) log[CELL.timestamp] = quantityAt(bytes, value + 3) || -1;
    else if (member === "blockHash" && isText) log[CELL.blockHash] = value + 3;
    else if (member === "transactionHash" && isText) log[CELL.transactionHash] = value + 3;
    else if (member === "address" && isText) log[CELL.address] = value + 3;
    at = end;
  }
  const isWhole = log[CELL.blockHash]! > 0 && log[CELL.blockNumber]! >= 0 && log[CELL.logIndex]! >= 0 && log[CELL.transactionHash]! > 0;
  if (isWhole && (log[CELL.topicCount]! < 0 || log[CELL.data]! < 0 || log[CELL.address]! < 0)) throw new UnexpectedShapeError();
  return { end: at + 1, isMined: isWhole && !isRemoved };
}

/** The place after a value: a text, a list of texts, or a bare word. */
function endOfValue(bytes: Buffer, start: number): number {
  const first = bytes[start];
  if (first === QUOTE || first === OPEN_LIST) {
    const end = bytes.indexOf(first === QUOTE ? QUOTE : CLOSE_LIST, start + 1);
    if (end < 0 || bytes[end - 1] === 92) throw new UnexpectedShapeError();
    return end + 1;
  }
  if (first === OPEN_OBJECT) throw new UnexpectedShapeError();
  let end = start;
  while (bytes[end] !== COMMA && bytes[end] !== CLOSE_OBJECT) if (++end >= bytes.length) throw new UnexpectedShapeError();
  return end;
}

const TOPIC_WIDTH = 66;

function scanTopics(bytes: Buffer, start: number, end: number, log: Float64Array): void {
  let topics = 0;
  for (let at = start + 1; at < end - 1; at += 2 + TOPIC_WIDTH + 1) {
    if (bytes[at] !== QUOTE || bytes[at + 1 + TOPIC_WIDTH] !== QUOTE || topics === 4) throw new UnexpectedShapeError();
    log[CELL.topics + topics++] = at + 3;
  }
  log[CELL.topicCount] = topics;
}

function quantityAt(bytes: Buffer, start: number): number {
  let value = 0;
  for (let at = start, digit = DIGIT[bytes[at]!]!; digit !== 255; digit = DIGIT[bytes[++at]!]!) value = value * 16 + digit;
  return value;
}

/** Most answers are in order already; others are sorted, and what was said twice is kept once. */
function inOrder(batch: LogBatch): LogBatch {
  const { cells, count } = batch;
  const compare = (one: number, other: number) =>
    cells[one * CELLS + CELL.blockNumber]! - cells[other * CELLS + CELL.blockNumber]! ||
    cells[one * CELLS + CELL.logIndex]! - cells[other * CELLS + CELL.logIndex]!;
  let isSorted = true;
  for (let log = 1; log < count && isSorted; log++) isSorted = compare(log - 1, log) < 0;
  if (isSorted) return batch;
  const places = Array.from({ length: count }, (_, log) => log).sort(compare);
  return pickLogs(
    batch,
    places.filter((log, index) => index === 0 || compare(places[index - 1]!, log) !== 0),
  );
}
