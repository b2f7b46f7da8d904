import type { CopyBuffer } from "../store/copy-buffer.ts";

/** Writes one value that is not null. */
export type ColumnWriter = (out: CopyBuffer, value: unknown) => void;

const WRITERS: Readonly<Record<string, ColumnWriter>> = Object.freeze({
  bigint: (out, value) => out.int8(value as number | bigint),
  integer: (out, value) => out.int4(Number(value)),
  numeric: (out, value) => out.numeric(BigInt(value as number | bigint)),
  boolean: (out, value) => out.bool(value === true),
  text: (out, value) => out.text(String(value)),
  bytea: (out, value) => out.bytes(typeof value === "string" ? Buffer.from(value.slice(2), "hex") : (value as Uint8Array)),
  jsonb: (out, value) => out.json(value),
});

/**
 * How values are written into a column of this type.
 *
 * @throws for a type that no table of events has needed yet: add it above.
 */
export function columnWriter(type: string): ColumnWriter {
  const writer = WRITERS[type];
  if (!writer) throw new Error(`columns of type ${type} cannot be written: the known ones are ${Object.keys(WRITERS).join(", ")}`);
  return writer;
}
