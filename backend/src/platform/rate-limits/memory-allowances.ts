import { LRUCache } from "lru-cache";
import { microsecondsEach, type Taken, type Taking } from "./allowance.ts";

/** Clients remembered; who is forgotten has a whole allowance again, in this process. */
const MOST_CLIENTS = 50_000;

/**
 * Allowances as this process knows them: at least so much of each is used. So a refusal from here is one that everybody would give, and while the
 * shared ones cannot be asked, these decide.
 */
export interface MemoryAllowances {
  /** Whether a request is certainly too much; takes nothing. */
  peek(taking: Taking): Taken;
  take(taking: Taking): Taken;
  /** What the shared allowances answered, and when they were asked: by `now`. */
  learn(taking: Taking, taken: Taken, askedAt: number): void;
}

/** @param now Microseconds that only grow, from any beginning. */
export function createMemoryAllowances(now: () => number): MemoryAllowances {
  const wholeAt = new LRUCache<string, number>({ max: MOST_CLIENTS });

  const peek = ({ allowance, client, cost }: Taking): Taken => {
    const each = microsecondsEach(allowance);
    const before = Math.max(0, (wholeAt.get(client) ?? 0) - now());
    const after = before + cost * each;
    const isTaken = after <= allowance.units * each;
    return { isTaken, wholeIn: isTaken ? after : before };
  };
  return {
    peek,
    take(taking) {
      const taken = peek(taking);
      if (taken.isTaken) wholeAt.set(taking.client, now() + taken.wholeIn);
      return taken;
    },
    learn({ client }, { wholeIn }, askedAt) {
      wholeAt.set(client, Math.max(wholeAt.get(client) ?? 0, askedAt + wholeIn));
    },
  };
}
