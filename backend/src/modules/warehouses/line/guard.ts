import {
  BrokenCircuitError,
  bulkhead,
  BulkheadRejectedError,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  ExponentialBackoff,
  fullJitterGenerator,
  handleType,
  retry,
  wrap,
} from "cockatiel";
import type { Breaker } from "../warehouses.store.ts";
import { createRetryBudget } from "./retry-budget.ts";
import { WarehouseUnreachable } from "./warehouse-unreachable.ts";

const MAX_IN_FLIGHT = 8;
/** Who comes when so many wait is told to come again. */
const MAX_WAITING = 64;
const MAX_RETRIES = 2;
/** Somewhere between nothing and this, the double for each further one. */
const PAUSE_MILLISECONDS = { initialDelay: 200, maxDelay: 2_000 };
/** Failures in a row until a warehouse is not asked any more, and the time after which one question tries it again. */
const FAILURES_TO_OPEN = 5;
const HALF_OPEN_AFTER_MILLISECONDS = 10_000;

const NAMES: Readonly<Record<CircuitState, Breaker>> = {
  [CircuitState.Closed]: "closed",
  [CircuitState.Open]: "open",
  [CircuitState.Isolated]: "open",
  [CircuitState.HalfOpen]: "half-open",
};

/** Keeps one warehouse that is slow or dead from taking all that the shop has: not too many questions at once, few again, and none while nobody answers. */
export interface Guard {
  /** @param options.isUrgent not repeated, and asked whatever the breaker says: a question whether there is somebody */
  run<Answer>(work: () => Promise<Answer>, options?: { isUrgent?: boolean }): Promise<Answer>;
  /** It is known to answer again: the breaker need not find that out. */
  close(): void;
  readonly breaker: Breaker;
}

/**
 * @param options.told hears of every change of the breaker
 * @throws {WarehouseUnreachable} from `run`, when it is not even asked; otherwise what the work throws. Only a WarehouseUnreachable counts, and is tried again
 */
export function createGuard({
  told,
  pause = PAUSE_MILLISECONDS,
  halfOpenAfter = HALF_OPEN_AFTER_MILLISECONDS,
}: {
  told: (breaker: Breaker) => void;
  pause?: typeof PAUSE_MILLISECONDS;
  halfOpenAfter?: number;
}): Guard {
  const budget = createRetryBudget();
  /** How often the failed question had been asked before. */
  const attempts = new WeakMap<WarehouseUnreachable, number>();
  const mayAgain = (error: WarehouseUnreachable) => (attempts.get(error) ?? MAX_RETRIES) < MAX_RETRIES && budget.mayRetry();
  const again = retry(handleType(WarehouseUnreachable, mayAgain), {
    maxAttempts: MAX_RETRIES,
    backoff: new ExponentialBackoff({ generator: fullJitterGenerator, ...pause }),
  });
  const circuit = circuitBreaker(handleType(WarehouseUnreachable), {
    breaker: new ConsecutiveBreaker(FAILURES_TO_OPEN),
    halfOpenAfter,
  });
  const guarded = wrap(again, bulkhead(MAX_IN_FLIGHT, MAX_WAITING), circuit);
  let breaker: Breaker = "closed";
  circuit.onStateChange((state) => {
    if (NAMES[state] === breaker) return;
    breaker = NAMES[state];
    told(breaker);
  });
  return {
    async run(work, { isUrgent = false } = {}) {
      if (isUrgent) return work();
      budget.called();
      try {
        return await guarded.execute(async ({ attempt }) => {
          try {
            return await work();
          } catch (error) {
            if (error instanceof WarehouseUnreachable) attempts.set(error, attempt);
            throw error;
          }
        });
      } catch (error) {
        if (error instanceof BrokenCircuitError)
          throw new WarehouseUnreachable("It is not asked for some seconds, since it did not answer.");
        if (error instanceof BulkheadRejectedError) throw new WarehouseUnreachable("Too many questions to it wait for an answer.");
        throw error;
      }
    },
    close() {
      if (breaker !== "closed") circuit.isolate().dispose();
    },
    get breaker() {
      return breaker;
    },
  };
}
