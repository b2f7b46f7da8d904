import type { AbiEvent } from "abitype";
import type { Address } from "@waybill/protocol/schemas/primitives";
import { eventDecoder } from "../decode/event-decoder.ts";
import { fits, layoutOf, placeOf, topic0Of, type Field } from "../decode/event-layout.ts";
import { bitsOf } from "../decode/values.ts";
import { CELL, CELLS, type LogBatch } from "../node/log-batch.ts";
import { CopyBuffer } from "../store/copy-buffer.ts";
import { primaryKey, type Index } from "../store/indexes.ts";
import type { EventTable } from "./event-table.ts";

/** One column of a table that is made from an ABI. */
interface GeneratedColumn {
  name: string;
  type: string;
  isIndexed: boolean;
}

/** A table that an ABI's event alone describes, and the SQL that makes it. */
export interface GeneratedTable extends EventTable {
  createTable: string;
  /** Made after a backfill, which is faster than keeping them during it. Each is named, so that it can be made once. */
  indexes: Index[];
}

const PLACE = [
  { name: "block_number", type: "bigint", isIndexed: false },
  { name: "log_index", type: "integer", isIndexed: false },
  { name: "transaction_hash", type: "bytea", isIndexed: false },
  { name: "timestamp", type: "bigint", isIndexed: false },
] as const satisfies readonly GeneratedColumn[];

/** Integers up to here are `bigint`, larger ones `numeric`. */
const LARGEST_BIGINT_BITS = 48;

/**
 * One row an event: where it stands, then its inputs in snake_case. `bytesN` and `address` become bytea, integers bigint or numeric by their
 * size, dynamic and nested inputs jsonb.
 */
export function generatedTable(event: AbiEvent, address: Address): GeneratedTable {
  const name = snakeCase(event.name);
  const inputs = inputColumns(event);
  const columns: GeneratedColumn[] = [...PLACE, ...inputs];
  const writeInputs = inputWriter(event, inputs.length);
  const isOurs = matcher(topic0Of(event), address);
  const quoted = columns.map((column) => `"${column.name}" ${column.type} NOT NULL`);
  return {
    name,
    columns: columns.map((column) => column.name),
    hooks: null,
    createTable: `CREATE TABLE IF NOT EXISTS "${name}" (${quoted.join(", ")})`,
    indexes: [
      primaryKey(`"${name}"`, `${name}_pkey`.slice(-LONGEST_NAME), "(block_number, log_index)"),
      ...inputs.filter(({ isIndexed }) => isIndexed).map((column) => indexOf(name, column.name)),
    ],
    rowsOf(batch) {
      const { bytes, cells } = batch;
      const out = new CopyBuffer(batch.count * (96 + inputs.length * 36));
      for (let log = 0, base = 0; log < batch.count; log++, base += CELLS) {
        if (!isOurs(batch, base) || !writeInputs.accepts(batch, log)) continue;
        out.row(columns.length);
        out.uint53(cells[base + CELL.blockNumber]!);
        out.int4(cells[base + CELL.logIndex]!);
        out.hex(bytes, cells[base + CELL.transactionHash]!, 32);
        out.uint53(cells[base + CELL.timestamp]!);
        writeInputs.write(batch, log, out);
      }
      return { count: out.rows, copy: out.rows === 0 ? null : out.finish(), rows: [] };
    },
  };
}

/** Postgres cuts names off after 63 bytes; what was cut would not be found again. */
const LONGEST_NAME = 63;

function indexOf(table: string, column: string): Index {
  const name = `${table}_${column}`.slice(-LONGEST_NAME);
  return { name, sql: `CREATE INDEX "${name}" ON "${table}" ("${column}")` };
}

/** Whether a log carries this signature and comes from this contract, told from its digits. */
function matcher(topic0: string, address: Address): (batch: LogBatch, base: number) => boolean {
  const [topic, ours] = [Buffer.from(topic0.slice(2)), Buffer.from(address.slice(2).toLowerCase())];
  const isAt = ({ bytes }: LogBatch, at: number, digits: Buffer) =>
    bytes.compare(digits, 0, digits.length, at, at + digits.length) === 0 ||
    bytes.toString("latin1", at, at + digits.length).toLowerCase() === digits.toString("latin1");
  return (batch, base) =>
    batch.cells[base + CELL.topicCount]! > 0 &&
    isAt(batch, batch.cells[base + CELL.topics]!, topic) &&
    isAt(batch, batch.cells[base + CELL.address]!, ours);
}

function inputColumns(event: AbiEvent): GeneratedColumn[] {
  const taken = new Set<string>(PLACE.map(({ name }) => name));
  const fields = layoutOf(event)?.fields;
  return event.inputs.map((input, index) => {
    let name = snakeCase(input.name || `arg${index}`);
    while (taken.has(name)) name += "_";
    taken.add(name);
    return { name, type: fields ? columnType(fields[index]!.type) : "jsonb", isIndexed: fields !== undefined && input.indexed === true };
  });
}

function columnType(type: string): string {
  if (type === "address" || type.startsWith("bytes")) return "bytea";
  if (type === "bool") return "boolean";
  return bitsOf(type) <= LARGEST_BIGINT_BITS ? "bigint" : "numeric";
}

interface InputWriter {
  accepts(batch: LogBatch, log: number): boolean;
  write(batch: LogBatch, log: number, out: CopyBuffer): void;
}

function inputWriter(event: AbiEvent, columns: number): InputWriter {
  const layout = layoutOf(event);
  if (layout) {
    const writers = layout.fields.map((field) => ({ field, write: wordWriter(field) }));
    return {
      accepts: (batch, log) => fits(layout, batch, log),
      write(batch, log, out) {
        for (const { field, write } of writers) write(batch.bytes, placeOf(field, batch, log * CELLS), out);
      },
    };
  }
  const decode = eventDecoder(event);
  let decoded: unknown[] = [];
  return {
    accepts(batch, log) {
      const args = decode(batch, log);
      if (args) decoded = event.inputs.map((input, index) => args[input.name || `arg${index}`]);
      return args !== null && decoded.length === columns;
    },
    write(_batch, _log, out) {
      for (const value of decoded) out.json(plain(value));
    },
  };
}

type WordWriter = (bytes: Buffer, at: number, out: CopyBuffer) => void;

const WORD_DIGITS = 64;

/** Writes the value of a 32-byte word, given by the place of its first digit. */
function wordWriter({ type }: Field): WordWriter {
  if (type === "address") return (bytes, at, out) => out.hex(bytes, at + 24, 20);
  if (type === "bool") return (bytes, at, out) => out.bool(bytes[at + WORD_DIGITS - 1] === "1".charCodeAt(0));
  if (type.startsWith("bytes")) return (bytes, at, out) => out.hex(bytes, at, Number(type.slice("bytes".length)));
  const bits = bitsOf(type);
  const digits = bits / 4;
  const valueAt = (bytes: Buffer, at: number): number | bigint => {
    const start = at + WORD_DIGITS - digits;
    const isSigned = type.startsWith("int");
    const small = isSigned ? null : smallNumber(bytes, start, digits);
    if (small !== null) return small;
    const unsigned = BigInt(`0x${bytes.toString("latin1", start, start + digits)}`);
    return isSigned ? BigInt.asIntN(bits, unsigned) : unsigned;
  };
  return bits <= LARGEST_BIGINT_BITS
    ? (bytes, at, out) => out.int8(valueAt(bytes, at))
    : (bytes, at, out) => out.numeric(valueAt(bytes, at));
}

/** Digits that a number surely holds: 52 bits. */
const NUMBER_DIGITS = 13;

/** The number that hexadecimal digits stand for, without a bigint in between; null when it is too large. */
function smallNumber(bytes: Buffer, start: number, digits: number): number | null {
  let value = 0;
  for (let at = start, rest = digits; rest > 0; at++, rest--) {
    const code = bytes[at]!;
    if (rest > NUMBER_DIGITS && code !== ZERO) return null;
    value = value * 16 + (code <= NINE ? code - ZERO : (code | LOWER_CASE) - LETTER_BASE);
  }
  return value;
}

const ZERO = 48;
const NINE = 57;
const LOWER_CASE = 32;
/** What is taken from the code of "a" to get ten. */
const LETTER_BASE = 87;

/** Values as JSON knows them: integers as text, since they may be larger than a number holds. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_key, member: unknown) => (typeof member === "bigint" ? member.toString() : member))) as unknown;
}

export function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1_$2")
    .replace(/[^A-Za-z0-9_]/g, "_")
    .toLowerCase();
}
