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
/** Of the chain before the first kill while blocks come: what is compared after each. */
const LIVE_EVENTS = 2_000;

/** kill -9 of the indexer and of Postgres, half of each while it backfills and half while blocks come. */
export async function kill(world: World): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const victim of ["indexer", "Postgres"] as const)
    figures.push(...(await onlyOurs(world, `kill -9 of ${victim}`, (subject) => killing(world, subject, victim))));
  return figures;
}

async function killing(world: World, subject: Subject, victim: Victim): Promise<Measured[]> {
  const half = Math.ceil(world.settings.kills / 2);
  const large = { ...SHAPE, events: world.settings.denseEvents };
  const exact = await withChain(world, large, (chain) => inBackfill(world, chain, subject, victim, half));
  const small = { ...SHAPE, events: LIVE_EVENTS };
  const back = await withChain(world, small, (chain) => inLive(world, chain, subject, victim, world.settings.kills - half));
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

/** Returns how many kills ended with the rows of the chain. */
async function inBackfill(world: World, chain: BenchChain, subject: Subject, victim: Victim, kills: number): Promise<number> {
  let exact = 0;
  for (let done = 0; done < kills; done += KILLS_PER_LIFE) {
    const count = Math.min(KILLS_PER_LIFE, kills - done);
    const isExact = await withSubject(world, subject, chain, (run) => killInBackfill(world, run, victim, count));
    progress(`kill -9 of ${victim} in backfill: ${isExact ? "exact" : "NOT EXACT"}`);
    if (isExact) exact += count;
  }
  return exact;
}

/** Returns how long each recovery took, without those that never came. */
async function inLive(world: World, chain: BenchChain, subject: Subject, victim: Victim, kills: number): Promise<number[]> {
  return withSubject(world, subject, chain, async (run) => {
    await run.start();
    await run.untilReady();
    const seconds: number[] = [];
    for (let done = 0; done < kills; done++) {
      const taken = await killInLive(world, run, victim, () => mineEvents(chain, EVENTS_WHILE_LIVE));
      if (taken !== undefined) seconds.push(taken);
    }
    return seconds;
  });
}
