import { create } from "kubo-rpc-client";
import * as raw from "multiformats/codecs/raw";
import type { BlockStore } from "./block-store.ts";

/** No answer of an IPFS node may hold up a request longer. */
const TIMEOUT_MILLISECONDS = 5_000;

/** Kubo's global option for one request; its client sends on whatever it is given. */
const OFFLINE = { offline: true };

/** Blocks of an IPFS node, by Kubo's HTTP API. */
export function kuboBlocks(url: string): BlockStore {
  const kubo = create({ url, timeout: TIMEOUT_MILLISECONDS });
  return {
    async put(cid, bytes) {
      const format = cid.code === raw.code ? "raw" : "dag-pb";
      const stored = (await kubo.block.put(bytes, { format, mhtype: "sha2-256", version: 1 })).toString();
      if (stored !== cid.toString()) throw new Error(`the IPFS node stored ${stored} instead of ${cid.toString()}`);
    },
    // A node asks the whole network for what it does not have, until the time is up. What others have is not kept by this one.
    get: (cid) => orNull(kubo.block.get(cid, { timeout: TIMEOUT_MILLISECONDS, ...OFFLINE })),
    async pin(root) {
      await kubo.pin.add(root, { recursive: true });
    },
    // A recursive pin keeps all that is below it.
    hasPinned: async (root) => (await orNull(isListed(kubo.pin.ls({ paths: root, type: "recursive" })))) === true,
    async remove(root) {
      await orNull(kubo.pin.rm(root));
    },
  };
}

/** Kubo says by an error that it does not have something; a node that is away says it by another. */
async function orNull<Value>(answer: Promise<Value>): Promise<Value | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && error.name === "HTTPError" && /not found|not pinned/.test(error.message)) return null;
    throw error;
  }
}

async function isListed(pins: AsyncIterable<unknown>): Promise<boolean> {
  for await (const _pin of pins) return true;
  return false;
}
