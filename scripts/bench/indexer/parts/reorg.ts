import type { Figure, Measured } from "../../figure.ts";
import type { BenchChain } from "../chain/bench-chain.ts";
import { mineDoomed, type ReorgWay } from "../chain/reorg.ts";
import { quantile } from "../measuring/statistics.ts";
import { watchFinalRows } from "../measuring/final-rows.ts";
import { between } from "../random.ts";
import type { Subject } from "../subjects/subject.ts";
import { withSubject, type SubjectRun } from "../subject-run.ts";
import { withChain, type World } from "../world.ts";
import { forEachSubject, onlyOurs, progress } from "./part.ts";

const MOST_SECONDS = 5;
/** A subject that is not right by then is not counted as recovered. */
const PATIENCE_MILLISECONDS = 20_000;
const SHAPE = { events: 2_000, eventsPerBlock: 200 };
/** Two epochs is final: 64 blocks, and 2,048 for the deep ones, so that no reorg here takes back what the node called final. */
const EPOCH_BLOCKS = 32;
const DEEP_EPOCH_BLOCKS = 1_024;
const DEEPEST_RANDOM = 64;
/** More than any chain here has blocks. */
const KEPT_STATES = 20_000;

/** Depths one after another, then random ones in a row, within what the node has not called final. */
export async function reorg(world: World): Promise<Figure[]> {
  const deep = { slotsInAnEpoch: DEEP_EPOCH_BLOCKS, keptStates: KEPT_STATES };
  const shallow = { slotsInAnEpoch: EPOCH_BLOCKS, keptStates: KEPT_STATES };
  const figures: Figure[] = [];
  for (const subject of world.subjects) {
    if (subject.name === "ceiling") continue;
    const alone = { ...world, subjects: [subject] };
    figures.push(
      ...(await withChain(
        world,
        { ...SHAPE, tailBlocks: 100 },
        (chain) => forEachSubject(alone, "reorgs", (one) => depths(world, chain, one)),
        deep,
      )),
    );
  }
  const randomly = (chain: BenchChain) => onlyOurs(world, "random reorgs", (subject) => inARow(world, chain, subject));
  return [...figures, ...(await withChain(world, SHAPE, randomly, shallow))];
}

async function depths(world: World, chain: BenchChain, subject: Subject): Promise<Measured[]> {
  return withSubject(world, subject, chain, async (run) => {
    await begin(run);
    const isOurs = subject.name === "ours";
    const endWatch = isOurs ? await watchFinalRows(run.place.databaseUrl, chain) : undefined;
    const seconds: number[] = [];
    let deepest = 0;
    for (const depth of world.settings.reorgDepths) {
      const taken = await survive(chain, run, depth, "at once");
      progress(`reorg of ${depth}: ${subject.name} ${taken === undefined ? "not exact" : `${taken.toFixed(2)} s`}`);
      if (taken === undefined) break;
      seconds.push(taken);
      deepest = depth;
    }
    const goalDepth = isOurs ? Math.max(...world.settings.reorgDepths) : null;
    const measured: Measured[] = [
      { figure: `deepest reorg unaided, ${subject.name}`, value: deepest, unit: "blocks", goal: goalDepth, bound: "at least" },
    ];
    if (seconds.length > 0)
      measured.push({
        figure: `slowest reorg, ${subject.name}`,
        value: Math.max(...seconds),
        unit: "s",
        goal: isOurs ? MOST_SECONDS : null,
      });
    if (endWatch) measured.push({ figure: "orphan blocks readable as final, ours", value: await endWatch(), unit: "blocks", goal: 0 });
    return measured;
  });
}

async function inARow(world: World, chain: BenchChain, subject: Subject): Promise<Measured[]> {
  const { random, settings } = world;
  return withSubject(world, subject, chain, async (run) => {
    await begin(run);
    const endWatch = await watchFinalRows(run.place.databaseUrl, chain);
    const seconds: number[] = [];
    for (let count = 0; count < settings.randomReorgs; count++) {
      const taken = await survive(chain, run, between(random, 1, DEEPEST_RANDOM), random() < 0.5 ? "at once" : "rewind");
      if (taken !== undefined) seconds.push(taken);
    }
    const goal = settings.randomReorgs;
    return [
      { figure: "random reorgs in a row, exact after each", value: seconds.length, unit: "reorgs", goal, bound: "at least" },
      { figure: "random reorgs, slowest", value: Math.max(0, ...seconds), unit: "s", goal: MOST_SECONDS },
      { figure: "random reorgs, p50", value: quantile(seconds, 0.5), unit: "s" },
      { figure: "random reorgs, orphan blocks readable as final", value: await endWatch(), unit: "blocks", goal: 0 },
    ];
  });
}

async function begin(run: SubjectRun): Promise<void> {
  await run.start();
  await run.untilReady();
}

/** Seconds from the moment the new chain is there until the rows equal it; undefined when they never do. */
async function survive(chain: BenchChain, run: SubjectRun, depth: number, way: ReorgWay): Promise<number | undefined> {
  const replace = await mineDoomed(chain, depth, way);
  if (!(await run.becomesExact(PATIENCE_MILLISECONDS))) return undefined;
  await replace();
  const started = performance.now();
  if (!(await run.becomesExact(PATIENCE_MILLISECONDS))) return undefined;
  return (performance.now() - started) / 1000;
}
