import type { Figure, Measured } from "../../figure.ts";
import { mineEvents, type BenchChain } from "../chain/bench-chain.ts";
import { quantile } from "../measuring/statistics.ts";
import type { Subject } from "../subjects/subject.ts";
import { withSubject } from "../subject-run.ts";
import { withChain, type World } from "../world.ts";
import { killInBackfill, killInLive, type Victim } from "./kills.ts";
import { onlyOurs, progress } from "./part.ts";

const SHAPE = { eventsPerBlock: 200 };
const MOST_SECONDS = 1;
/** Kills in one database; then it starts from nothing again. */
const KILLS_PER_LIFE = 5;
const EVENTS_WHILE_LIVE = 5;

/** kill -9 of the indexer and of Postgres, half of each while it backfills and half while blocks come. */
export async function kill(world: World): Promise<Figure[]> {
  return withChain(world, { ...SHAPE, events: world.settings.denseEvents }, async (chain) => {
    const figures: Figure[] = [];
    for (const victim of ["indexer", "Postgres"] as const)
      figures.push(...(await onlyOurs(world, `kill -9 of ${victim}`, (subject) => killing(world, chain, subject, victim))));
    return figures;
  });
}

async function killing(world: World, chain: BenchChain, subject: Subject, victim: Victim): Promise<Measured[]> {
  const half = Math.ceil(world.settings.kills / 2);
  let exact = 0;
  for (let done = 0; done < half; done += KILLS_PER_LIFE) {
    const kills = Math.min(KILLS_PER_LIFE, half - done);
    const isExact = await withSubject(world, subject, chain, (run) => killInBackfill(world, run, victim, kills));
    progress(`kill -9 of ${victim} in backfill: ${isExact ? "exact" : "NOT EXACT"}`);
    if (isExact) exact += kills;
  }
  const live = world.settings.kills - half;
  const seconds = await withSubject(world, subject, chain, async (run) => {
    await run.start();
    await run.untilReady();
    const found: (number | undefined)[] = [];
    while (found.length < live) found.push(await killInLive(world, run, victim, () => mineEvents(chain, EVENTS_WHILE_LIVE)));
    return found;
  });
  const back = seconds.filter((one) => one !== undefined);
  return [
    {
      figure: `kill -9 of ${victim}: exact after`,
      value: exact + back.length,
      unit: "kills",
      goal: world.settings.kills,
      bound: "at least",
    },
    {
      figure: `kill -9 of ${victim}: right again, p95`,
      value: quantile(back, 0.95),
      unit: "s",
      goal: MOST_SECONDS,
      note: `p50 ${quantile(back, 0.5).toFixed(2)} s, longest ${Math.max(0, ...back).toFixed(2)} s`,
    },
  ];
}
