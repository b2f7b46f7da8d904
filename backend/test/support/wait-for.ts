import { setTimeout as pause } from "node:timers/promises";

/** Far beyond what anything here takes on a quiet machine: reached only when it does not happen at all. */
const DEADLINE_MILLISECONDS = 60_000;
const POLL_MILLISECONDS = 20;

/** Asks until the answer is not undefined. @throws Error with `what` after the deadline. */
export async function waitFor<Value>(what: string, probe: () => Promise<Value | undefined> | Value | undefined): Promise<Value> {
  const deadline = Date.now() + DEADLINE_MILLISECONDS;
  for (;;) {
    const value = await probe();
    if (value !== undefined) return value;
    if (Date.now() > deadline) throw new Error(`${what} did not happen in time`);
    await pause(POLL_MILLISECONDS);
  }
}
