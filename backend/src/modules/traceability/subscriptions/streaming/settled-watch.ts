import type { SettledSequence } from "../settled-sequence.ts";

/** How soon a new event is seen. */
const PAUSE_MILLISECONDS = 250;

/** Tells many at once when there is something new: one of them asks the database for all. */
export interface SettledWatch {
  /** Resolves with the settled sequence once it is beyond another, or with undefined when the signal is aborted. */
  beyond(sequence: bigint, signal: AbortSignal): Promise<bigint | undefined>;
}

export function createSettledWatch(settledSequence: SettledSequence): SettledWatch {
  const waiting = new Set<(settled: bigint) => void>();
  let isLooking = false;

  const look = (): void => {
    isLooking = true;
    settledSequence
      .read()
      .then(
        ({ through }) => {
          for (const hear of [...waiting]) hear(through);
        },
        // The next look may find the database back.
        () => undefined,
      )
      .finally(() => {
        if (waiting.size > 0) setTimeout(look, PAUSE_MILLISECONDS);
        else isLooking = false;
      });
  };
  return {
    beyond: (sequence, signal) =>
      new Promise((resolve) => {
        const end = (settled: bigint | undefined): void => {
          waiting.delete(hear);
          signal.removeEventListener("abort", leave);
          resolve(settled);
        };
        const hear = (settled: bigint): void => {
          if (settled > sequence) end(settled);
        };
        const leave = (): void => end(undefined);
        if (signal.aborted) return resolve(undefined);
        waiting.add(hear);
        signal.addEventListener("abort", leave);
        if (!isLooking) look();
      }),
  };
}
