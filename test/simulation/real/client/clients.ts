import { setTimeout as pause } from "node:timers/promises";
import type { Random } from "../../random.ts";
import type { Outcome, History } from "./history.ts";

/** What every client works with. */
export interface ClientParts {
  history: History;
  apiUrl: string;
  chain: { chainId: number; supplyChain: `0x${string}` };
  random: Random;
  /** Set when no new business shall be begun. */
  isClosing(): boolean;
  /** Set when nothing at all shall be tried any more. */
  isOver(): boolean;
}

const RETRY_MILLISECONDS = 100;

/** Repeats a call until its outcome is known; gives up when the run is over. */
export async function insist(parts: Pick<ClientParts, "isOver">, call: () => Promise<Outcome>): Promise<Outcome> {
  for (;;) {
    const outcome = await call();
    if (outcome !== "unknown" || parts.isOver()) return outcome;
    await pause(RETRY_MILLISECONDS);
  }
}

/** Asks until there is an answer; undefined when the run is over. */
export async function until<Value>(
  parts: Pick<ClientParts, "isOver">,
  ask: () => Promise<Value | undefined>,
  retryMilliseconds = RETRY_MILLISECONDS,
): Promise<Value | undefined> {
  while (!parts.isOver()) {
    const value = await ask().catch(() => undefined);
    if (value !== undefined) return value;
    await pause(retryMilliseconds);
  }
  return undefined;
}
