import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { callRpc } from "../services/json-rpc.ts";
import { writeAtomically } from "./files.ts";

/**
 * The chain's memory on disk: the newest copy and the one before it. A copy is written whole under another name and then
 * renamed, so a crash leaves the old one; gzip's checksum tells a damaged copy from a good one.
 *
 * anvil's own `--state FILE --state-interval N` writes over the only copy, so a crash in that moment loses the chain.
 */
export interface ChainStateFiles {
  /** Asks the node for its state and keeps it. */
  save(url: string): Promise<void>;
  /**
   * Unpacks the newest copy that is whole, for anvil's `--load-state`.
   *
   * @returns its path and whether it is the older copy; undefined when there is none.
   * @throws {Error} when there are copies but none is whole.
   */
  unpack(): { path: string; isOlder: boolean } | undefined;
  /** Removes what `unpack` wrote. */
  discardUnpacked(): void;
}

const SAVE_TIMEOUT_MILLISECONDS = 30_000;

export function createChainStateFiles(folder: string): ChainStateFiles {
  mkdirSync(folder, { recursive: true });
  const newest = join(folder, "state.json.gz");
  const older = join(folder, "state.previous.json.gz");
  const unpacked = join(folder, "state.json");
  /** A damaged newest copy must never take the place of a good older one. */
  let isNewestWhole = false;
  return {
    async save(url) {
      const dump = await callRpc(url, "anvil_dumpState", [], { timeoutMilliseconds: SAVE_TIMEOUT_MILLISECONDS });
      const bytes = Buffer.from(String(dump).slice(2), "hex");
      if (isNewestWhole) {
        rmSync(older, { force: true });
        linkSync(newest, older);
      }
      writeAtomically(newest, bytes);
      isNewestWhole = true;
    },
    unpack() {
      const copies = [newest, older].filter((path) => existsSync(path));
      if (copies.length === 0) return undefined;
      for (const copy of copies) {
        const content = readWhole(copy);
        if (content === undefined) continue;
        writeFileSync(unpacked, content);
        isNewestWhole = copy === newest;
        return { path: unpacked, isOlder: copy === older };
      }
      throw new Error("no copy of the chain's state is whole");
    },
    discardUnpacked: () => rmSync(unpacked, { force: true }),
  };
}

function readWhole(path: string): Buffer | undefined {
  try {
    const content = gunzipSync(readFileSync(path));
    JSON.parse(content.toString("utf8"));
    return content;
  } catch {
    return undefined;
  }
}
