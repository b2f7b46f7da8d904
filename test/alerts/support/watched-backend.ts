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
  let offsetMilliseconds = 0;
  const clock: Clock = { now: () => new Date(Date.now() + offsetMilliseconds) };
  const backend = await startBackend(configOf(world, databaseUrl, env), { clock });
  const url = backend.url ?? "";
  const evaluator = createEvaluator(readRules());
  const scrape = async (): Promise<void> => {
    const response = await fetch(`${url}/metrics`);
    evaluator.push(clock.now().getTime() / 1_000, response.ok ? parseExposition(await response.text()) : []);
  };
  const firing = async () => {
    await scrape();
    return evaluator.firing();
  };
  return {
    ...backend,
    url,
    firing,
    async pass(seconds, stepSeconds = USUAL_STEP_SECONDS) {
      for (let passed = 0; passed < seconds; passed += stepSeconds) {
        offsetMilliseconds += stepSeconds * 1_000;
        await scrape();
      }
      return evaluator.firing();
    },
  };
}
