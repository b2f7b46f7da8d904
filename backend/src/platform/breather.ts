import { setImmediate as breathe } from "node:timers/promises";

/** Others wait no longer than this for their turn. */
const TURN_MILLISECONDS = 5;

/** For long work in steps: to be awaited between two of them, gives others their turn when this one has taken long enough. */
export function createBreather(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < TURN_MILLISECONDS) return;
    await breathe();
    since = performance.now();
  };
}
