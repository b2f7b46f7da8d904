/** Calls for each of which one may be repeated, and the most repetitions that are saved up. */
const CALLS_PER_RETRY = 5;
const MOST_SAVED = 10;

/** How often calls to one warehouse are repeated: a fifth of them at most, so that one that is slow is not asked more, but hardly more. */
export interface RetryBudget {
  /** Somebody asks for the first time. */
  called(): void;
  /** Takes one repetition; false when none is left. */
  mayRetry(): boolean;
}

/** Begins empty. */
export function createRetryBudget(): RetryBudget {
  let calls = 0;
  return {
    called() {
      calls = Math.min(calls + 1, MOST_SAVED * CALLS_PER_RETRY);
    },
    mayRetry() {
      if (calls < CALLS_PER_RETRY) return false;
      calls -= CALLS_PER_RETRY;
      return true;
    },
  };
}
