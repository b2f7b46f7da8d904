import { figure, type Figure } from "../../figure.ts";
import { median } from "../measuring/statistics.ts";
import { withChain, type World } from "../world.ts";
import { interleaved, rateFigures, runsOf, type Backfills } from "./backfills.ts";

const EVENTS_PER_BLOCK = 200;
const GOALS = { ceilingShare: 0.7, timesPeer: 3 };
const CPU_SECONDS = 2.5;
const MEMORY_MEGABYTES = 150;
/** CPU is told for as many events. */
const CPU_EVENTS = 100_000;

/** Full blocks: how fast, and at what cost, a history is indexed. */
export async function dense(world: World): Promise<Figure[]> {
  const events = world.settings.denseEvents;
  return withChain(world, { events, eventsPerBlock: EVENTS_PER_BLOCK }, async (chain) => {
    const title = `dense backfill of ${events.toLocaleString("en")}`;
    const found = await interleaved(world, "dense backfill", chain);
    return [...rateFigures(title, found, GOALS), ...costFigures(found, events)];
  });
}

function costFigures(found: Backfills, events: number): Figure[] {
  return [...found.keys()].flatMap((name) => {
    const runs = runsOf(found, name);
    if (runs.length === 0) return [];
    const cpu = (median(runs.map((run) => run.cpuSeconds + run.postgresCpuSeconds)) * CPU_EVENTS) / events;
    const memory = median(runs.map(({ peakMegabytes }) => peakMegabytes));
    const isOurs = name === "ours";
    return [
      figure({ figure: `CPU per 100,000, ${name} + Postgres`, value: cpu, unit: "s", goal: isOurs ? CPU_SECONDS : null }),
      figure({
        figure: `peak memory at ${events.toLocaleString("en")}, ${name}`,
        value: memory,
        unit: "MB",
        goal: isOurs ? MEMORY_MEGABYTES : null,
      }),
    ];
  });
}
