import { sha256 } from "viem/utils";
import { base32Of, bytesOfBase32 } from "./base32.ts";
import { fileNode } from "./file-node.ts";

/** How a file is cut: IPFS's profile `unixfs-v1-2025` (IPIP-499). Another cut gives the same file another id. */
export const CHUNK_BYTES = 1_048_576;
/** More would need a second level of nodes, which no document here is large enough for. */
const MAX_CHUNKS = 1024;

const RAW = 0x55;
const DAG_PB = 0x70;
/** CIDv1, then the codec, then "SHA-256, 32 bytes". */
const header = (codec: number) => [0x01, codec, 0x12, 0x20];

/** What a content id in the form that is used here says: the codec of its block, and the SHA-256 of that block. */
export interface ContentId {
  codec: "raw" | "dag-pb";
  digest: Uint8Array;
}

/**
 * The content id of a file as IPFS computes it: CIDv1, SHA-256, base32. A file of one chunk is its own block (codec raw); a larger one is a
 * UnixFS node (codec dag-pb) over chunks of a mebibyte.
 *
 * @throws RangeError above a gibibyte
 * @example
 * contentIdOf(new TextEncoder().encode("hello")); // "bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq"
 */
export function contentIdOf(file: Uint8Array): string {
  if (file.length <= CHUNK_BYTES) return textOf(RAW, sha256(file, "bytes"));
  const chunks = Array.from({ length: Math.ceil(file.length / CHUNK_BYTES) }, (_, index) =>
    file.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES),
  );
  if (chunks.length > MAX_CHUNKS) throw new RangeError("a file of more than a gibibyte has no content id here");
  const node = fileNode(chunks.map((chunk) => ({ cid: bytesOf(RAW, sha256(chunk, "bytes")), size: chunk.length })));
  return textOf(DAG_PB, sha256(node, "bytes"));
}

/** Reads a content id in the one form that is used here, or undefined: other versions, codecs, hashes and spellings name other blocks. */
export function parseContentId(text: string): ContentId | undefined {
  const bytes = text.startsWith("b") ? bytesOfBase32(text.slice(1)) : undefined;
  if (bytes?.length !== 36) return undefined;
  const codec = bytes[1];
  if ((codec !== RAW && codec !== DAG_PB) || !header(codec).every((byte, index) => bytes[index] === byte)) return undefined;
  return { codec: codec === RAW ? "raw" : "dag-pb", digest: bytes.subarray(4) };
}

function bytesOf(codec: number, digest: Uint8Array): Uint8Array {
  return Uint8Array.from([...header(codec), ...digest]);
}

function textOf(codec: number, digest: Uint8Array): string {
  return `b${base32Of(bytesOf(codec, digest))}`;
}
