import { setTimeout as pause } from "node:timers/promises";
import { callRpc } from "../services/json-rpc.ts";
import type { ChainStateFiles } from "./chain-state.ts";

const POLL_MILLISECONDS = 250;
/** Pause after which an empty block follows, so that what was sent becomes final in a few seconds. */
const HEARTBEAT_MILLISECONDS = 2_000;
/** anvil with one slot per epoch calls a block final when two more lie on it. */
const BLOCKS_TO_FINAL = 2;
/** Saving may take at most this share of the time, however large the chain grows. */
const SAVING_SHARE = 0.05;

export interface ChainKeeper {
  /** Saves what has not been saved yet and ends. */
  stop(): Promise<void>;
}

interface Head {
  number: number;
  hash: string;
}

/**
 * Looks after the development chain: saves it whenever it has grown, and mines empty blocks only until the last block
 * with transactions is final. An idle chain does not grow.
 *
 * @param onTrouble Told once when saving begins to fail.
 */
export function keepChain(url: string, files: ChainStateFiles, onTrouble: (error: unknown) => void): ChainKeeper {
  const stopping = new AbortController();
  let saved = "";
  let saveAfter = 0;
  let isTroubled = false;

  const save = async (head: Head) => {
    const started = performance.now();
    await files.save(url);
    saved = head.hash;
    saveAfter = performance.now() + (performance.now() - started) / SAVING_SHARE;
    isTroubled = false;
  };
  const run = async () => {
    const beat = createHeartbeat(url);
    while (!stopping.signal.aborted) {
      try {
        const head = await headOf(url);
        if (head.hash !== saved && performance.now() >= saveAfter) await save(head);
        await beat(head);
      } catch (error) {
        if (!isTroubled && !stopping.signal.aborted) onTrouble(error);
        isTroubled = true;
      }
      await pause(POLL_MILLISECONDS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
      const head = await headOf(url);
      if (head.hash !== saved) await save(head);
    },
  };
}

/** Returns what to do at each look at the chain. */
export function createHeartbeat(url: string, now: () => number = () => performance.now()): (head: Head) => Promise<void> {
  let seen: Head = { number: -1, hash: "" };
  let seenAt = now();
  let lastBusy = 0;
  return async (head) => {
    if (head.hash !== seen.hash) {
      // After a rewind, or at the beginning, only the blocks that are not final yet matter.
      const first = head.number > seen.number && seen.number >= 0 ? seen.number + 1 : Math.max(0, head.number - BLOCKS_TO_FINAL);
      lastBusy = Math.min(lastBusy, head.number);
      for (let number = first; number <= head.number; number++) if (await hasTransactions(url, number)) lastBusy = number;
      seen = head;
      seenAt = now();
    }
    const isFinal = head.number - lastBusy >= BLOCKS_TO_FINAL || lastBusy === 0;
    if (!isFinal && now() - seenAt >= HEARTBEAT_MILLISECONDS) await callRpc(url, "anvil_mine", ["0x1"]);
  };
}

async function headOf(url: string): Promise<Head> {
  const block = (await callRpc(url, "eth_getBlockByNumber", ["latest", false])) as { number: string; hash: string };
  return { number: Number(block.number), hash: block.hash };
}

async function hasTransactions(url: string, number: number): Promise<boolean> {
  return Number(await callRpc(url, "eth_getBlockTransactionCountByNumber", [`0x${number.toString(16)}`])) > 0;
}
