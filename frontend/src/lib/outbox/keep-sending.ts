import type { Outbox } from "./create-outbox.ts";

/** After a try that failed; each further one that fails doubles it. */
const FIRST_PAUSE_MILLISECONDS = 1_000;
/** A service that was away for an hour is found again within this. */
const LONGEST_PAUSE_MILLISECONDS = 30_000;

export interface Timer {
  set: (work: () => void, milliseconds: number) => number;
  clear: (id: number) => void;
}

export interface Sender {
  /** Tries at once: there is reason to believe that it works now. The next pause is the first again. */
  wake: () => void;
  stop: () => void;
}

/** Sends what waits in an outbox: whenever it is woken, and between that after pauses that begin with a try that failed. */
export function keepSending(outbox: Pick<Outbox, "list" | "subscribe" | "drain">, timer: Timer): Sender {
  let pause = FIRST_PAUSE_MILLISECONDS;
  let planned: number | null = null;

  function cancel() {
    if (planned !== null) timer.clear(planned);
    planned = null;
  }
  function plan() {
    const hasFailed = outbox.list().some(({ state, triedAt }) => state === "waiting" && triedAt !== null);
    if (!hasFailed) {
      cancel();
      pause = FIRST_PAUSE_MILLISECONDS;
    } else {
      planned ??= timer.set(again, pause);
    }
  }
  function again() {
    planned = null;
    pause = Math.min(pause * 2, LONGEST_PAUSE_MILLISECONDS);
    void outbox.drain();
  }

  const unsubscribe = outbox.subscribe(plan);
  plan();
  return {
    wake() {
      cancel();
      pause = FIRST_PAUSE_MILLISECONDS;
      void outbox.drain();
    },
    stop() {
      unsubscribe();
      cancel();
    },
  };
}
