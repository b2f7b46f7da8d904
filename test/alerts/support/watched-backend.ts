import { startBackend, type Backend } from "../../../backend/src/composition.ts";
import type { Clock } from "../../../backend/src/platform/clock.ts";
import { configOf, type ChainWorld } from "../../../backend/test/support/chain-world.ts";
import { createEvaluator } from "./evaluator.ts";
import { parseExposition } from "./exposition.ts";
import { readRules } from "./rules.ts";

const USUAL_STEP_SECONDS = 15;

/** A real backend whose real metrics are scraped and judged by the rules that ship, on a clock that tests move. */
export interface Watched extends Backend {
  url: string;
  /** Lets virtual time pass, with a scrape every 15 seconds or at each step; answers what fires at its end. */
  pass(seconds: number, stepSeconds?: number): Promise<string[]>;
  /** One scrape now. */
  firing(): Promise<string[]>;
}

export async function watchBackend(world: ChainWorld, databaseUrl: string, env: Record<string, string> = {}): Promise<Watched> {
  const clock = createMovableClock();
  const backend = await startBackend(configOf(world, databaseUrl, env), { clock });
  const url = backend.url ?? "";
  return { ...backend, url, ...watchMetrics(url, clock) };
}

/** The real time, and what was added to it. */
export interface MovableClock extends Clock {
  advance(seconds: number): void;
}

export function createMovableClock(): MovableClock {
  let offsetMilliseconds = 0;
  return {
    now: () => new Date(Date.now() + offsetMilliseconds),
    advance: (seconds) => void (offsetMilliseconds += seconds * 1_000),
  };
}

/** Scrapes a backend that runs on a clock, and judges it by the rules that ship. */
export function watchMetrics(url: string, clock: MovableClock): Pick<Watched, "pass" | "firing"> {
  const evaluator = createEvaluator(readRules());
  const scrape = async (): Promise<void> => {
    const response = await fetch(`${url}/metrics`);
    evaluator.push(clock.now().getTime() / 1_000, response.ok ? parseExposition(await response.text()) : []);
  };
  return {
    async firing() {
      await scrape();
      return evaluator.firing();
    },
    async pass(seconds, stepSeconds = USUAL_STEP_SECONDS) {
      for (let passed = 0; passed < seconds; passed += stepSeconds) {
        clock.advance(stepSeconds);
        await scrape();
      }
      return evaluator.firing();
    },
  };
}
