import { createRandom, type Random } from "../random.ts";
import type { Switches } from "../rpc/switches.ts";
import { drawSwitches } from "../real/plan.ts";

/** One thing that happens to the chain, the node or the indexer, between two looks of the indexer. */
export type ModelStep =
  | { kind: "mine"; blocks: number }
  | { kind: "reorg"; depth: number; length: number }
  | { kind: "rewind"; depth: number }
  | { kind: "node"; switches: Partial<Switches> }
  | { kind: "twin" }
  | { kind: "heal" }
  | { kind: "crash"; point: string; nth: number }
  | { kind: "restart" };

export interface ModelPlan {
  finalityBlocks: number;
  knowsOrphans: boolean;
  /** Blocks that are there before the indexer starts. */
  history: number;
  steps: { step: ModelStep; looks: number }[];
}

const POINTS = ["indexer.after_fetch", "indexer.after_undo", "indexer.mid_apply", "indexer.before_commit"] as const;

/** The same seed draws the same plan, on every machine. */
export function drawModelPlan(seed: number): ModelPlan {
  const random = createRandom(`model/${seed}`);
  const finalityBlocks = random.pick([2, 8, 32, 64]);
  return {
    finalityBlocks,
    knowsOrphans: random.chance(0.5),
    history: random.integer(0, 40),
    steps: Array.from({ length: random.integer(8, 16) }, () => ({ step: drawStep(random, finalityBlocks), looks: random.integer(0, 3) })),
  };
}

function drawStep(random: Random, finalityBlocks: number): ModelStep {
  switch (random.integer(0, 12)) {
    case 0:
    case 1:
    case 2:
      return { kind: "mine", blocks: random.integer(1, 6) };
    case 3:
    case 4:
    case 5:
    case 6: {
      // Mostly inside finality; a development chain may lose what was final, too.
      const depth = random.integer(1, random.chance(0.9) ? finalityBlocks : 2 * finalityBlocks);
      return { kind: "reorg", depth, length: Math.max(1, depth + random.integer(-2, 3)) };
    }
    case 7:
      return { kind: "rewind", depth: random.integer(1, 5) };
    case 8:
      return { kind: "twin" };
    case 9:
      return { kind: "heal" };
    case 10:
      return { kind: "crash", point: random.pick(POINTS), nth: random.integer(1, 3) };
    case 11:
      return { kind: "restart" };
    default:
      return { kind: "node", switches: { ...drawSwitches(random), latencyMilliseconds: 0, areSendingsStuck: false } };
  }
}

/** A chain that is reorganised again and again, a few blocks apart, with an honest node. */
export function drawReorgs(seed: number): ModelPlan {
  const random = createRandom(`reorgs/${seed}`);
  const step = (): ModelStep => {
    const depth = random.integer(1, 64);
    return random.chance(0.3)
      ? { kind: "mine", blocks: random.integer(1, 6) }
      : { kind: "reorg", depth, length: Math.max(1, depth + random.integer(-3, 3)) };
  };
  const steps = Array.from({ length: random.integer(5, 15) }, () => ({ step: step(), looks: random.integer(0, 2) }));
  return { finalityBlocks: 64, knowsOrphans: random.chance(0.5), history: random.integer(20, 80), steps };
}

export function modelPlanLines({ finalityBlocks, knowsOrphans, history, steps }: ModelPlan): string[] {
  return [
    `final after ${finalityBlocks} blocks, ${history} blocks before the start, orphans are ${knowsOrphans ? "still" : "not"} answered for`,
    ...steps.map(({ step: { kind, ...facts }, looks }) => `${kind} ${JSON.stringify(facts)}, then ${looks} looks`),
  ];
}
