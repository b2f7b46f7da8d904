import { runCampaign } from "../../backend/test/support/relay-campaign.ts";
import {
  bareLoopPerSecond,
  BARE_KEY,
  mineSteadily,
  relayedPerSecond,
  rootsFrom,
  secondsToHealGap,
} from "../../backend/test/support/relay-pace.ts";
import { startChainWorld } from "../../backend/test/support/chain-world.ts";
import { releaseResources } from "../../test/support/resources.ts";
import { prepare } from "../test/prepare.ts";
import { figure, type Figure } from "./figure.ts";

/** Jobs under faults; each has to have one effect on the chain. */
const JOBS = 10_000;
const KILLS = 12;
const DEADLINE_MILLISECONDS = 1_800_000;
/** Jobs of one measurement of pace, and the pause between two blocks while it lasts. */
const PACE_JOBS = 2_000;
const BLOCK_PAUSE_MILLISECONDS = 50;
/** As many in flight as a node of one's own allows; the default is for shared ones. */
const MANY_IN_FLIGHT = 256;

/** What the relayer loses, doubles and costs: beside a bare loop that signs and sends, and under kills, reorgs, drops and a foreign hand on its key. */
export async function measure(seed: number): Promise<Figure[]> {
  await prepare();
  try {
    return [...(await measurePace()), ...(await measureCampaign(seed))];
  } finally {
    await releaseResources();
  }
}

async function measurePace(): Promise<Figure[]> {
  const world = await startChainWorld();
  const stopMining = await mineSteadily(world, BLOCK_PAUSE_MILLISECONDS);
  try {
    const before = await bareLoopPerSecond(world, BARE_KEY, rootsFrom(1_000_000, PACE_JOBS));
    const asShipped = await relayedPerSecond(world, rootsFrom(2_000_000, PACE_JOBS));
    const many = await relayedPerSecond(world, rootsFrom(3_000_000, PACE_JOBS), { maxInFlight: MANY_IN_FLIGHT });
    // Before and after, since the machine may have other work.
    const bare = (before + (await bareLoopPerSecond(world, BARE_KEY, rootsFrom(4_000_000, PACE_JOBS)))) / 2;
    const reference = { value: 1_000 / bare, name: "a bare loop" };
    return [
      figure({ figure: "a job, as shipped", value: 1_000 / asShipped, unit: "ms", reference }),
      figure({ figure: `a job, ${MANY_IN_FLIGHT} in flight`, value: 1_000 / many, unit: "ms", reference, ratioGoal: 1.25 }),
      figure({ figure: "a gap in the nonces healed", value: await secondsToHealGap(world), unit: "s", goal: 30 }),
    ];
  } finally {
    await stopMining();
    await world.stop();
  }
}

async function measureCampaign(seed: number): Promise<Figure[]> {
  const world = await startChainWorld();
  try {
    const roots = rootsFrom(10_000_000, JOBS);
    const { once, doubled, lost, strange, troubles, seconds } = await runCampaign({
      world,
      roots,
      seed,
      kills: KILLS,
      deadlineMilliseconds: DEADLINE_MILLISECONDS,
    });
    return [
      figure({ figure: `of ${JOBS} jobs under fire, not exactly once on chain`, value: JOBS - once, unit: "jobs", goal: 0 }),
      figure({ figure: "doubled", value: doubled, unit: "jobs", goal: 0 }),
      figure({ figure: "lost", value: lost, unit: "jobs", goal: 0 }),
      figure({ figure: "effects nobody asked for", value: strange, unit: "effects", goal: 0 }),
      figure({ figure: "pace under fire", value: JOBS / seconds, unit: "jobs/s" }),
      ...Object.entries(troubles).map(([what, count]) => figure({ figure: `trouble: ${what}`, value: count, unit: "times" })),
    ];
  } finally {
    await world.stop();
  }
}
