/** One chunk of a file: its block's content id in bytes, and how much of the file it holds. */
export interface Chunk {
  cid: Uint8Array;
  size: number;
}

/**
 * The UnixFS node of a file: a list of its chunks, in canonical DAG-PB (links before data), as
 * https://ipld.io/specs/codecs/dag-pb/spec/ and https://specs.ipfs.tech/unixfs/ describe it.
 */
export function fileNode(chunks: readonly Chunk[]): Uint8Array {
  const total = chunks.reduce((sum, { size }) => sum + size, 0);
  const links = chunks.flatMap(({ cid, size }) => field(2, [...field(1, cid), ...field(2, []), ...number(3, size)]));
  const data = [...number(1, FILE), ...number(3, total), ...chunks.flatMap(({ size }) => number(4, size))];
  return Uint8Array.from([...links, ...field(1, data)]);
}

/** UnixFS `DataType.File`. */
const FILE = 2;

/** A length-delimited field of Protocol Buffers. */
function field(tag: number, bytes: ArrayLike<number>): number[] {
  return [(tag << 3) | 2, ...varint(bytes.length), ...Array.from(bytes)];
}

function number(tag: number, value: number): number[] {
  return [tag << 3, ...varint(value)];
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  for (; value >= 0x80; value = Math.floor(value / 0x80)) bytes.push((value % 0x80) | 0x80);
  return [...bytes, value];
}
