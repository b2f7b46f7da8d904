/** Smaller buffers come and go without harm. */
const LEAST_BYTES = 64 * 1024;
const KEPT = 12;

const spare: ArrayBuffer[] = [];
const ours = new WeakSet<ArrayBufferLike>();

/**
 * A buffer of at least so many bytes, with any content. Backfills go through hundreds of megabytes of answers and rows: handing the same few
 * buffers round keeps memory flat, and saves the collector half of its work.
 */
export function takeBuffer(bytes: number): Buffer {
  if (bytes < LEAST_BYTES) return Buffer.allocUnsafe(bytes);
  const fitting = spare.findIndex(({ byteLength }) => byteLength >= bytes);
  const [memory = new ArrayBuffer(sizeFor(bytes))] = fitting < 0 ? [] : spare.splice(fitting, 1);
  ours.add(memory);
  return Buffer.from(memory);
}

/** Gives a taken buffer, or a part of it, back: nobody may read it any more. Buffers from elsewhere are left alone. */
export function giveBuffer(buffer: Buffer | null): void {
  if (!buffer || !ours.has(buffer.buffer) || spare.length >= KEPT) return;
  ours.delete(buffer.buffer);
  spare.push(buffer.buffer as ArrayBuffer);
  spare.sort((one, other) => one.byteLength - other.byteLength);
}

/** Steps of an eighth: few sizes, so that one buffer serves many. */
function sizeFor(bytes: number): number {
  let size = LEAST_BYTES;
  while (size < bytes) size *= 2;
  return Math.ceil((bytes / size) * 8) * (size / 8);
}
