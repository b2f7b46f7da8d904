import { basename } from "node:path";
import { buffer } from "node:stream/consumers";
import { FsBlockstore } from "blockstore-fs";
import { CID } from "multiformats/cid";
import type { BlockStore } from "./block-store.ts";
import { isBlock } from "./files.ts";

/**
 * Helia's block store on this disk: one file per block, written aside and renamed. Nothing is ever collected, so what is kept is pinned.
 */
export function embeddedBlocks(directory: string): BlockStore {
  const blocks = new FsBlockstore(directory, {
    shardingStrategy: {
      extension: "",
      encode: (cid) => ({ dir: "", file: cid.toString() }),
      decode: (path) => CID.parse(basename(path)),
    },
  });
  async function get(cid: CID): Promise<Uint8Array | null> {
    return (await blocks.has(cid)) ? buffer(blocks.get(cid)) : null;
  }
  return {
    get,
    async put(cid, bytes) {
      if (!(await isBlock(cid, bytes))) throw new Error(`the bytes for ${cid.toString()} do not hash to it`);
      await blocks.put(cid, bytes);
    },
    pin: async () => undefined,
    async hasPinned(_root, cids) {
      for (const cid of cids) {
        const bytes = await get(cid);
        if (bytes === null || !(await isBlock(cid, bytes))) return false;
      }
      return true;
    },
    async remove(_root, cids) {
      for (const cid of cids) await blocks.delete(cid);
    },
  };
}
