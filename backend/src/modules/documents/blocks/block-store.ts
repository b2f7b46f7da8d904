import type { CID } from "multiformats/cid";

/** Keeps blocks under their content id. What it gives back is not trusted: `readBlock` hashes it. */
export interface BlockStore {
  /** Refuses what its own reckoning gives another id. */
  put(cid: CID, bytes: Uint8Array): Promise<void>;
  /** Null when the store does not have the block. */
  get(cid: CID): Promise<Uint8Array | null>;
  /** Keeps all blocks below this one until they are removed. */
  pin(root: CID): Promise<void>;
  /** Whether every one of the blocks of a file is kept, and whole as far as the store can tell. */
  hasPinned(root: CID, blocks: readonly CID[]): Promise<boolean>;
  /** Gives up a file: the pin of its root, and those of its blocks that nothing else is made of. */
  remove(root: CID, blocks: readonly CID[]): Promise<void>;
}
