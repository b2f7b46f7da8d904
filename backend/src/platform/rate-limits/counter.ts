import type { Logger } from "../logging.ts";
import type { Allowances, Taken, Taking } from "./allowance.ts";
import type { MemoryAllowances } from "./memory-allowances.ts";

/** Counts requests against allowances that all processes share. */
export interface Counter extends Allowances {
  /** Whether this process knows already that a request is too much; costs nothing, takes nothing. */
  isRefused(taking: Taking): Taken | null;
}

export interface CounterParts {
  shared: Allowances;
  memory: MemoryAllowances;
  now: () => number;
  log: Pick<Logger, "warn">;
}

/** Who has used all up is told so from memory until it may ask again; while the database cannot be asked, this process counts for itself. */
export function createCounter({ shared, memory, now, log }: CounterParts): Counter {
  let isShared = true;
  return {
    isRefused(taking) {
      const known = memory.peek(taking);
      return known.isTaken ? null : known;
    },
    async take(taking) {
      const known = memory.peek(taking);
      if (!known.isTaken) return known;
      const askedAt = now();
      try {
        const taken = await shared.take(taking);
        memory.learn(taking, taken, askedAt);
        isShared = true;
        return taken;
      } catch (err) {
        if (isShared) log.warn({ err }, "requests are counted by this process alone");
        isShared = false;
        return memory.take(taking);
      }
    },
  };
}
