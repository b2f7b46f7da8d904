import type { RunResult } from "../result.ts";
import { makeBase } from "./base.ts";
import { drawPlan, type Plan } from "./plan.ts";
import { runPlan } from "./run.ts";
import { startWorker, type Worker } from "./worker.ts";

export interface NamedPlan {
  name: string;
  plan: Plan;
}

export interface Running {
  /** Runs at once. */
  workers: number;
  /** Where histories are written. */
  folder?: string | undefined;
  onResult: (result: RunResult) => void;
}

/** Runs seeds of real processes. */
export function runRealSeeds(seeds: readonly number[], running: Running): Promise<void> {
  return runPlans(seeds.map(plannedSeed), running);
}

export function plannedSeed(seed: number): NamedPlan {
  return { name: `real:${seed}`, plan: drawPlan(seed) };
}

/** Runs plans, so many at once. Results come in the order in which they are done. */
export async function runPlans(plans: readonly NamedPlan[], { workers, folder, onResult }: Running): Promise<void> {
  const base = await makeBase();
  const waiting = [...plans];
  const work = async (worker: Worker): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) onResult(await runPlan(next.name, next.plan, worker));
    await worker.stop();
  };
  await Promise.all(Array.from({ length: Math.min(workers, plans.length) }, async () => work(await startWorker(base, folder))));
}
