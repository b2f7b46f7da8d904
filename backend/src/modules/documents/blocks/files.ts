import { buffer } from "node:stream/consumers";
import { unixfs } from "@helia/unixfs";
import type { CID } from "multiformats/cid";
import { sha256 } from "multiformats/hashes/sha2";
import type { BlockStore } from "./block-store.ts";

type HeliaBlocks = Parameters<typeof unixfs>[0]["blockstore"];

/** A block with its name. */
export interface Block {
  cid: CID;
  bytes: Uint8Array;
}

/** A file as IPFS keeps it: its content id, and the blocks that it is cut into. */
export interface CutFile {
  cid: CID;
  blocks: Block[];
}

/** Thrown for a block that a store gave other bytes for. */
export class WrongBlock extends Error {
  override name = "WrongBlock";
}

class MissingBlock extends Error {
  override name = "MissingBlock";
}

/** Cuts a file as the protocol's `contentIdOf` does; nothing is stored. */
export async function cutFile(bytes: Uint8Array): Promise<CutFile> {
  const blocks = new Map<string, Block>();
  const put = (cid: CID, block: Uint8Array) => {
    blocks.set(cid.toString(), { cid, bytes: block });
    return cid;
  };
  // Adding a file writes, and reading one reads: each is handed only what it uses.
  const cid = await unixfs({ blockstore: { put } as HeliaBlocks }).addBytes(bytes);
  return { cid, blocks: [...blocks.values()] };
}

/**
 * The file behind a content id, each block out of the first store that has it; null when one is nowhere.
 *
 * @throws {WrongBlock} when stores give only bytes that do not hash to their id
 */
export async function readFileOf(stores: readonly BlockStore[], cid: CID): Promise<Buffer | null> {
  async function* get(wanted: CID) {
    const block = await readBlock(stores, wanted);
    if (block === null) throw new MissingBlock(wanted.toString());
    yield block;
  }
  try {
    return await buffer(unixfs({ blockstore: { get } as HeliaBlocks }).cat(cid));
  } catch (error) {
    if (error instanceof MissingBlock) return null;
    throw error;
  }
}

/**
 * One block, hashed before it is believed; null when no store has it.
 *
 * @throws {WrongBlock} when stores have it, and all have it wrong
 */
export async function readBlock(stores: readonly BlockStore[], cid: CID): Promise<Uint8Array | null> {
  let wrong: WrongBlock | null = null;
  for (const store of stores) {
    const bytes = await store.get(cid);
    if (bytes === null) continue;
    if (await isBlock(cid, bytes)) return bytes;
    wrong = new WrongBlock(`a store gave other bytes for ${cid.toString()}`);
  }
  if (wrong) throw wrong;
  return null;
}

/** Whether bytes hash to their content id. */
export async function isBlock(cid: CID, bytes: Uint8Array): Promise<boolean> {
  return Buffer.compare((await sha256.digest(bytes)).digest, cid.multihash.digest) === 0;
}
