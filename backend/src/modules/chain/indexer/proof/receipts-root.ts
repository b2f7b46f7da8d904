import { keccak_256 } from "@noble/hashes/sha3.js";

/** A receipt as JSON-RPC gives it: what of it goes into the block's receipts root. */
export interface RpcReceipt {
  type?: string;
  status?: string;
  root?: string;
  cumulativeGasUsed: string;
  logsBloom: string;
  logs: readonly { address: string; topics: readonly string[]; data: string }[];
}

/** Types whose encoding is Ethereum's own (EIP-2718 and after); chains with types of their own encode more into them. */
const KNOWN_TYPES = new Set([0, 1, 2, 3, 4]);

/**
 * Root of the trie over a block's receipts, in the order of its transactions (Ethereum yellow paper, section 4.3.1 and appendix D; EIP-2718 for
 * typed receipts). Equal to the header's `receiptsRoot` when no receipt, and no log in any, is missing or altered.
 *
 * @returns null when a receipt is of a type that only its chain knows how to encode
 */
export function receiptsRoot(receipts: readonly RpcReceipt[]): `0x${string}` | null {
  if (receipts.some(({ type = "0x0" }) => !KNOWN_TYPES.has(Number(type)))) return null;
  const entries = receipts.map((receipt, index): Entry => [nibblesOf(rlp(quantityBytes(index))), encodeReceipt(receipt)]);
  const root = keccak_256(entries.length === 0 ? rlp(new Uint8Array()) : encodeNode(entries, 0));
  return `0x${Buffer.from(root).toString("hex")}`;
}

function encodeReceipt({ type = "0x0", status, root, cumulativeGasUsed, logsBloom, logs }: RpcReceipt): Uint8Array {
  const outcome = status === undefined ? bytesOf(root ?? "0x") : quantityBytes(Number(status));
  const body = rlp([
    outcome,
    quantityBytes(Number(cumulativeGasUsed)),
    bytesOf(logsBloom),
    logs.map(({ address, topics, data }) => [bytesOf(address), topics.map(bytesOf), bytesOf(data)]),
  ]);
  const kind = Number(type);
  return kind === 0 ? body : Buffer.concat([Uint8Array.of(kind), body]);
}

/** A key as its half bytes, and the value. */
type Entry = [key: number[], value: Uint8Array];

/** A node of the trie over entries that share their first `depth` half bytes, encoded. No key of this trie is the beginning of another. */
function encodeNode(entries: readonly Entry[], depth: number): Uint8Array {
  const [first] = entries;
  if (!first) return rlp(new Uint8Array());
  if (entries.length === 1) return rlp([compactPath(first[0].slice(depth), true), first[1]]);
  const shared = sharedLength(entries, depth);
  if (shared > depth) return rlp([compactPath(first[0].slice(depth, shared), false), reference(encodeNode(entries, shared))]);
  const branches = Array.from({ length: 16 }, (_, nibble) => {
    const below = entries.filter(([key]) => key[depth] === nibble);
    return below.length === 0 ? new Uint8Array() : reference(encodeNode(below, depth + 1));
  });
  return rlp([...branches, new Uint8Array()]);
}

function sharedLength(entries: readonly Entry[], depth: number): number {
  const [first] = entries[0]!;
  let length = depth;
  while (length < first.length && entries.every(([key]) => key[length] === first[length])) length++;
  return length;
}

/** Small nodes stand in their parent, larger ones by their hash. */
function reference(node: Uint8Array): Rlp {
  return node.length < 32 ? { encoded: node } : keccak_256(node);
}

/** Half bytes packed into bytes, with a prefix that tells leaf from extension and odd from even (yellow paper, appendix C). */
function compactPath(nibbles: readonly number[], isLeaf: boolean): Uint8Array {
  const isOdd = nibbles.length % 2 === 1;
  const flag = (isLeaf ? 2 : 0) + (isOdd ? 1 : 0);
  const all = isOdd ? [flag, ...nibbles] : [flag, 0, ...nibbles];
  return Uint8Array.from({ length: all.length / 2 }, (_, index) => all[2 * index]! * 16 + all[2 * index + 1]!);
}

function nibblesOf(bytes: Uint8Array): number[] {
  return [...bytes].flatMap((byte) => [byte >> 4, byte & 15]);
}

type Rlp = Uint8Array | readonly Rlp[] | { encoded: Uint8Array };

/** Recursive length prefix (yellow paper, appendix B). */
function rlp(value: Rlp): Uint8Array {
  if ("encoded" in value) return value.encoded;
  if (value instanceof Uint8Array) {
    if (value.length === 1 && value[0]! < 0x80) return value;
    return Buffer.concat([prefix(0x80, value.length), value]);
  }
  const body = Buffer.concat((value as readonly Rlp[]).map(rlp));
  return Buffer.concat([prefix(0xc0, body.length), body]);
}

function prefix(base: number, length: number): Uint8Array {
  if (length < 56) return Uint8Array.of(base + length);
  const size = quantityBytes(length);
  return Uint8Array.of(base + 55 + size.length, ...size);
}

/** A number in as few bytes as it needs, most significant first; none for zero. */
function quantityBytes(value: number): Uint8Array {
  const digits = value === 0 ? "" : value.toString(16);
  return Buffer.from(digits.length % 2 === 1 ? `0${digits}` : digits, "hex");
}

function bytesOf(hex: string): Uint8Array {
  return Buffer.from(hex.slice(2), "hex");
}
