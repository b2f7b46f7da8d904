import { setTimeout as pause } from "node:timers/promises";

/** Far beyond what anything here takes on a quiet machine: reached only when it does not happen at all. */
const DEADLINE_MILLISECONDS = 60_000;
/** Asking takes work on both sides, which others wait for: who waited long asks less often. */
const POLL_MILLISECONDS = { least: 20, most: 100 };

/** Asks until the answer is not undefined. @throws Error with `what` after the deadline. */
export async function waitFor<Value>(what: string, probe: () => Promise<Value | undefined> | Value | undefined): Promise<Value> {
  const start = Date.now();
  for (;;) {
    const value = await probe();
    if (value !== undefined) return value;
    const waited = Date.now() - start;
    if (waited > DEADLINE_MILLISECONDS) throw new Error(`${what} did not happen in time`);
    await pause(Math.min(Math.max(waited / 10, POLL_MILLISECONDS.least), POLL_MILLISECONDS.most));
  }
}
