import { CID } from "multiformats/cid";
import * as raw from "multiformats/codecs/raw";
import { sha256 } from "multiformats/hashes/sha2";

/** CIDv1, raw codec, SHA-256: the identifier of bytes as any IPFS node computes it for one block. */
export async function contentIdOf(bytes: Uint8Array): Promise<string> {
  return CID.createV1(raw.code, await sha256.digest(bytes)).toString();
}

/** A content id in the only form that is used here, or null: other codecs and hashes name other bytes. */
export function parseContentId(text: string): CID | null {
  try {
    const cid = CID.parse(text);
    return cid.version === 1 && cid.code === raw.code && cid.multihash.code === sha256.code && cid.toString() === text ? cid : null;
  } catch {
    return null;
  }
}
