import type { Random } from "../../platform/ids.ts";

const FIRST_TRIES = 10;
const FIRST_PAUSE_MILLISECONDS = 5_000;
const MAX_PAUSE_MILLISECONDS = 300_000;
/** Of a pause, what chance takes off: whoever was turned away together does not come back together. */
const JITTER = 0.25;

/** How long to wait after so many tries to register that failed: five seconds for the first ten, then twice as long each time, five minutes at most. */
export function registrationPause(failures: number, random: Random): number {
  if (failures <= FIRST_TRIES) return FIRST_PAUSE_MILLISECONDS;
  return jittered(FIRST_PAUSE_MILLISECONDS * 2 ** Math.min(failures - FIRST_TRIES, 10), random);
}

/** The same for messages and proofs: from one second on. */
export function retryPause(failures: number, random: Random): number {
  return jittered(1_000 * 2 ** Math.min(failures - 1, 10), random);
}

function jittered(milliseconds: number, random: Random): number {
  const [byte = 0] = random.bytes(1);
  return Math.round(Math.min(milliseconds, MAX_PAUSE_MILLISECONDS) * (1 - (JITTER * byte) / 255));
}
