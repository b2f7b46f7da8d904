import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { create } from "kubo-rpc-client";
import type { CID } from "multiformats/cid";
import * as raw from "multiformats/codecs/raw";

/** Keeps blocks under their content id. Bytes that a store gives back are not trusted: `documents.service` hashes them. */
export interface BlockStore {
  put(cid: CID, bytes: Uint8Array): Promise<void>;
  /** Null when the store does not have the block. */
  get(cid: CID): Promise<Uint8Array | null>;
}

/** No answer of an IPFS node may hold up a request longer. */
const KUBO_TIMEOUT_MILLISECONDS = 5_000;

/** One file per block. Written aside and renamed, so that a block is whole or absent. */
export function localBlockStore(directory: string): BlockStore {
  const pathOf = (cid: CID) => join(directory, cid.toString());
  return {
    async put(cid, bytes) {
      await mkdir(directory, { recursive: true });
      const aside = `${pathOf(cid)}.${randomUUID()}`;
      await writeFile(aside, bytes);
      await rename(aside, pathOf(cid));
    },
    async get(cid) {
      try {
        return await readFile(pathOf(cid));
      } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
        throw error;
      }
    },
  };
}

/** Blocks of an IPFS node, by Kubo's HTTP API; pinned, so that the node keeps them. */
export function kuboBlockStore(url: string): BlockStore {
  const kubo = create({ url, timeout: KUBO_TIMEOUT_MILLISECONDS });
  return {
    async put(cid, bytes) {
      const stored = (await kubo.block.put(bytes, { format: raw.name, mhtype: "sha2-256", version: 1, pin: true })).toString();
      if (stored !== cid.toString()) throw new Error(`the IPFS node stored ${stored} instead of ${cid.toString()}`);
    },
    async get(cid) {
      return kubo.block.get(cid, { timeout: KUBO_TIMEOUT_MILLISECONDS });
    },
  };
}
