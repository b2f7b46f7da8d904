import { setTimeout as pause } from "node:timers/promises";

export interface WaitOptions {
  /** What is waited for; ends the sentence "… did not happen within 10 s". */
  what: string;
  deadlineMilliseconds?: number;
  pollMilliseconds?: number;
}

/**
 * Asks again and again until the answer is neither false, null nor undefined, and returns it.
 * A question that throws counts as "not yet"; its last error becomes the cause of the final one.
 *
 * @throws {Error} naming what was waited for, once the deadline has passed.
 */
export async function waitFor<Value>(
  condition: () => Value | Promise<Value>,
  { what, deadlineMilliseconds = 10_000, pollMilliseconds = 50 }: WaitOptions,
): Promise<Exclude<Value, false | null | undefined>> {
  const deadline = performance.now() + deadlineMilliseconds;
  let cause: unknown;
  for (;;) {
    try {
      const value = await condition();
      if (value !== false && value !== null && value !== undefined) return value as Exclude<Value, false | null | undefined>;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    if (performance.now() >= deadline) {
      const reason = cause instanceof Error ? `: ${cause.message}` : "";
      throw new Error(`${what} did not happen within ${deadlineMilliseconds / 1000} s${reason}`, { cause });
    }
    await pause(pollMilliseconds);
  }
}
