import type { Pool } from "pg";
import type { Finding } from "../checker/findings.ts";
import { isIncomplete } from "../node-lies.ts";
import { createRandom } from "../random.ts";
import type { RunResult } from "../result.ts";
import { armPoint, type EngineHost } from "./engine.ts";
import { checkBranch, checkEnd } from "./invariant.ts";
import { drawModelPlan, drawReorgs, modelPlanLines, type ModelPlan } from "./plan.ts";
import { createModelWorld, type ModelWorld } from "./world.ts";

export interface ModelBench {
  host: EngineHost;
  pool: Pool;
}

/** Looks until nothing moves any more; a healthy indexer needs a dozen. */
const MOST_LOOKS = 60;
/** Blocks that one turn of the sweeper looks at, as the product has it. */
const SWEPT_BLOCKS = 32;

/** One run of the indexer alone over a chain in memory. */
export async function runModel(seed: number, bench: ModelBench, only?: "reorgs"): Promise<RunResult> {
  return runModelPlan(`model:${seed}`, only === "reorgs" ? drawReorgs(seed) : drawModelPlan(seed), bench);
}

export async function runModelPlan(name: string, plan: ModelPlan, { host, pool }: ModelBench): Promise<RunResult> {
  const started = performance.now();
  await host.forget();
  const world = createModelWorld(plan, createRandom(name));
  const indexer = await restartable(host, world);
  const findings: Finding[] = [];
  let isWithheld = false;
  for (const [index, { step, looks }] of plan.steps.entries()) {
    isWithheld ||= step.kind === "node" && isIncomplete(step.switches);
    if (step.kind === "crash") armPoint(step.point, step.nth);
    else if (step.kind === "restart") await indexer.restart();
    else world.apply(step);
    for (let looked = 0; looked < looks; looked++) await indexer.look(false);
    findings.push(
      ...(await checkBranch(pool, world.chain, isWithheld ? "counted" : "all")).map((finding) => `after step ${index + 1}: ${finding}`),
    );
    if (findings.length > 0) break;
  }
  armPoint(null);
  const ended = performance.now();
  const looks = findings.length > 0 ? 0 : await settle(world, indexer);
  if (findings.length === 0) findings.push(...(await checkEnd(pool, world.chain)));
  return {
    seed: name,
    findings,
    plan: modelPlanLines(plan),
    facts: { blocks: world.chain.head().number, failures: indexer.failures(), looks },
    convergeMilliseconds: performance.now() - ended,
    seconds: (performance.now() - started) / 1_000,
  };
}

interface Restartable {
  /** Answers whether there may be more to do. */
  look(acceptsRewind: boolean): Promise<boolean>;
  /** The sweeper's turn; answers whether it mended anything. */
  sweep(): Promise<boolean>;
  restart(): Promise<void>;
  failures(): number;
}

/** As a process does: whatever the node or the database answered, look again. A crash loses what was in memory. */
async function restartable(host: EngineHost, { answer }: ModelWorld): Promise<Restartable> {
  let engine = await host.start(answer);
  let failures = 0;
  const insist = async (work: () => Promise<boolean>): Promise<boolean> => {
    try {
      return await work();
    } catch (error) {
      failures++;
      if (error instanceof Error && error.name === "InjectedFault") engine = await host.start(answer);
      return true;
    }
  };
  return {
    look: (acceptsRewind) => insist(async () => !["idle", "behind", "foreign"].includes(await engine.step(acceptsRewind))),
    sweep: () => insist(() => engine.sweep()),
    async restart() {
      engine = await host.start(answer);
    },
    failures: () => failures,
  };
}

/** The node tells the truth and the chain goes on by a block: the indexer must get there by itself, and its sweeper find the rest. */
async function settle(world: ModelWorld, { look, sweep }: Restartable): Promise<number> {
  world.heal();
  world.apply({ kind: "mine", blocks: 1 });
  let looks = 0;
  const rest = async (): Promise<void> => {
    while (looks++ < MOST_LOOKS && (await look(true)));
  };
  await rest();
  // Once around the chain; after whatever was mended, the looks that follow prove it again.
  for (let swept = 0; swept <= world.chain.head().number; swept += SWEPT_BLOCKS) if (await sweep()) await rest();
  return looks;
}
