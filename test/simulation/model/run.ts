import type { Pool } from "pg";
import type { Finding } from "../checker/findings.ts";
import { createRandom } from "../random.ts";
import type { RunResult } from "../result.ts";
import { armPoint, type Engine, type EngineHost } from "./engine.ts";
import { checkBranch, checkEnd } from "./invariant.ts";
import { drawModelPlan, modelPlanLines, type ModelPlan } from "./plan.ts";
import { createModelWorld, type ModelWorld } from "./world.ts";

export interface ModelBench {
  host: EngineHost;
  pool: Pool;
}

/** Looks in a row without anything to do that count as: it will not move any more. */
const PATIENCE = 3;
const MOST_LOOKS = 400;

/** One run of the indexer alone over a chain in memory. */
export async function runModel(seed: number, bench: ModelBench): Promise<RunResult> {
  const plan = drawModelPlan(seed);
  return runModelPlan(`model:${seed}`, plan, bench);
}

export async function runModelPlan(name: string, plan: ModelPlan, { host, pool }: ModelBench): Promise<RunResult> {
  const started = performance.now();
  await host.forget();
  const world = createModelWorld(plan, createRandom(name));
  let engine = host.start(world.answer);
  let failures = 0;
  const look = async (acceptsRewind: boolean): Promise<string> => {
    try {
      return await engine.step(acceptsRewind);
    } catch {
      // As a process does: whatever the node or the database answered, look again. A crash loses what was in memory.
      failures++;
      engine = host.start(world.answer);
      return "failed";
    }
  };
  const findings: Finding[] = [];
  for (const [index, { step, looks }] of plan.steps.entries()) {
    if (step.kind === "crash") armPoint(step.point, step.nth);
    else if (step.kind === "restart") engine = host.start(world.answer);
    else world.apply(step);
    for (let looked = 0; looked < looks; looked++) await look(false);
    findings.push(...(await checkBranch(pool, world.chain)).map((finding) => `after step ${index + 1}: ${finding}`));
    if (findings.length > 0) break;
  }
  armPoint(null);
  const ended = performance.now();
  const looks = findings.length > 0 ? 0 : await settle(world, look);
  if (findings.length === 0) findings.push(...(await checkEnd(pool, world.chain)));
  return {
    seed: name,
    findings,
    plan: modelPlanLines(plan),
    facts: { blocks: world.chain.head().number, failures, looks },
    convergeMilliseconds: performance.now() - ended,
    seconds: (performance.now() - started) / 1_000,
  };
}

/** The node tells the truth and the chain goes on by a block: the indexer must get there by itself. */
async function settle(world: ModelWorld, look: (acceptsRewind: boolean) => Promise<string>): Promise<number> {
  world.heal();
  world.apply({ kind: "mine", blocks: 1 });
  let idle = 0;
  let looks = 0;
  while (idle < PATIENCE && looks++ < MOST_LOOKS) idle = (await look(true)) === "moved" ? 0 : idle + 1;
  return looks;
}

export type { Engine };
