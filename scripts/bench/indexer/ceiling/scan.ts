const COLUMNS = 8;
/** Two bytes for the number of columns, four for the length of each, then their bytes. */
const ROW_BYTES = 2 + COLUMNS * 4 + 8 + 4 + 32 + 20 + 32 + 8 + 32 + 8;
const HEADER = Buffer.concat([Buffer.from("PGCOPY\n\xff\r\n\0", "latin1"), Buffer.alloc(8)]);
const TRAILER = Buffer.from([0xff, 0xff]);
const QUOTE = 0x22;

const MARKERS = {
  topics: Buffer.from('"topics":["0x'),
  data: Buffer.from('"data":"0x'),
  number: Buffer.from('"blockNumber":"0x'),
  timestamp: Buffer.from('"blockTimestamp":"0x'),
  transaction: Buffer.from('"transactionHash":"0x'),
  index: Buffer.from('"logIndex":"0x'),
};
type Field = keyof typeof MARKERS;

/** Hexadecimal digit by its character. */
const DIGIT = new Uint8Array(256);
for (let value = 0; value < 16; value++) {
  DIGIT[value.toString(16).charCodeAt(0)] = value;
  DIGIT[value.toString(16).toUpperCase().charCodeAt(0)] = value;
}

/** Bytes of Postgres's binary COPY format, and how many rows they are. */
export interface Payload {
  bytes: Buffer;
  rows: number;
}

/**
 * The answer to eth_getLogs as rows for COPY, without making any object of them. All logs of an answer must name their fields in the same
 * order, as one node's do.
 *
 * @throws {Error} the node's answer, when it holds no logs.
 */
export function scanLogs(body: Buffer): Payload {
  const begin = body.indexOf('"result":[');
  if (begin < 0) throw new Error(body.toString("utf8", 0, 300));
  const order = fieldOrder(body, begin);
  const out = Buffer.allocUnsafe(HEADER.length + TRAILER.length + ROW_BYTES * (1 + Math.floor(body.length / shortest(body, begin))));
  const at: Record<Field, number> = { topics: 0, data: 0, number: 0, timestamp: 0, transaction: 0, index: 0 };
  let end = HEADER.copy(out);
  let rows = 0;
  for (let position = begin; ; rows++) {
    for (const field of order) {
      position = body.indexOf(MARKERS[field], position);
      if (position < 0) return { bytes: out.subarray(0, end + TRAILER.copy(out, end)), rows };
      position += MARKERS[field].length;
      at[field] = position;
    }
    end = writeRow(out, end, body, at);
  }
}

function fieldOrder(body: Buffer, begin: number): Field[] {
  const first = (field: Field) => body.indexOf(MARKERS[field], begin);
  return (Object.keys(MARKERS) as Field[]).sort((one, other) => first(one) - first(other));
}

/** A lower bound for the bytes of one log: topics and data alone. */
function shortest(body: Buffer, begin: number): number {
  return body.length - begin < 1_000 ? 1_000 : 400;
}

function writeRow(out: Buffer, start: number, body: Buffer, at: Record<Field, number>): number {
  // The first topic is the event itself; each is 64 digits, with `","0x` between.
  const id = at.topics + 64 + 5;
  const actor = id + 64 + 5 + 24;
  let end = out.writeInt16BE(COLUMNS, start);
  end = writeNumber(out, end, body, at.number);
  end = out.writeInt32BE(4, end);
  end = out.writeInt32BE(readNumber(body, at.index), end);
  end = writeBytes(out, end, body, id, 32);
  end = writeBytes(out, end, body, actor, 20);
  end = writeBytes(out, end, body, at.data, 32);
  end = writeBytes(out, end, body, at.data + 64 + 48, 8);
  end = writeBytes(out, end, body, at.transaction, 32);
  return writeNumber(out, end, body, at.timestamp);
}

function writeBytes(out: Buffer, start: number, body: Buffer, from: number, count: number): number {
  let end = out.writeInt32BE(count, start);
  for (let digit = from; digit < from + 2 * count; digit += 2)
    out[end++] = ((DIGIT[body[digit] ?? 0] ?? 0) << 4) | (DIGIT[body[digit + 1] ?? 0] ?? 0);
  return end;
}

/** Block numbers and seconds fit in the lower half of a bigint. */
function writeNumber(out: Buffer, start: number, body: Buffer, from: number): number {
  return out.writeUInt32BE(readNumber(body, from), out.writeInt32BE(0, out.writeInt32BE(8, start)));
}

function readNumber(body: Buffer, from: number): number {
  let value = 0;
  for (let digit = from; body[digit] !== QUOTE; digit++) value = value * 16 + (DIGIT[body[digit] ?? 0] ?? 0);
  return value;
}
