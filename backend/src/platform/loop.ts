import type { Service } from "./module.ts";

/** A loop that can be cut short in its pauses. */
export interface Loop extends Service {
  /** Ends the present pause at once, or skips the next one. */
  wake(): void;
}

/**
 * Runs a step again and again; each answers how many milliseconds to pause. A stop waits for the step in hand. Steps handle their own errors:
 * one that escapes is a defect and ends the process.
 */
export function startLoop(step: () => Promise<number>): Loop {
  let isStopped = false;
  let isWoken = false;
  let endPause: (() => void) | undefined;

  const pause = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      if (isWoken || isStopped) return resolve();
      const timer = setTimeout(resolve, milliseconds);
      endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const run = async (): Promise<void> => {
    while (!isStopped) {
      isWoken = false;
      const milliseconds = await step();
      await pause(milliseconds);
      endPause = undefined;
    }
  };
  const running = run();
  running.catch((error: unknown) => {
    queueMicrotask(() => {
      throw error;
    });
  });

  return {
    wake() {
      isWoken = true;
      endPause?.();
    },
    async stop() {
      isStopped = true;
      endPause?.();
      await running.catch(() => undefined);
    },
  };
}
