import { setTimeout as pause } from "node:timers/promises";
import { waitFor } from "../../../services/wait-for.ts";
import { trueDigest } from "../chain/truth.ts";
import { secondsUntilRight } from "../measuring/recovery.ts";
import { between } from "../random.ts";
import type { SubjectRun } from "../subject-run.ts";
import type { World } from "../world.ts";

export type Victim = "indexer" | "Postgres";

const PATIENCE_MILLISECONDS = 30_000;
/** From the moment when a share of the rows is there: so the blow falls anywhere within a chunk. */
const LATER_MILLISECONDS = 40;
const BLOCKS_BEFORE = 3;
const BLOCKS_WHILE_DOWN = 3;

/** Kills at growing shares of the backfill, lets it end, and says whether the rows are those of the chain. */
export async function killInBackfill(world: World, run: SubjectRun, victim: Victim, kills: number): Promise<boolean> {
  const total = world.settings.denseEvents;
  await run.start();
  for (let done = 0; done < kills; done++) {
    const share = (done + world.random()) / (kills + 1);
    const isFarEnough = async () => run.child().hasExited() || (await run.count()) >= share * total;
    await waitFor(isFarEnough, {
      what: `${Math.round(share * 100)} % of the rows`,
      deadlineMilliseconds: PATIENCE_MILLISECONDS,
      pollMilliseconds: 2,
    });
    await pause(between(world.random, 0, LATER_MILLISECONDS));
    await strike(world, run, victim);
    await revive(world, run, victim);
  }
  await run.untilReady(PATIENCE_MILLISECONDS);
  return run.becomesExact(PATIENCE_MILLISECONDS);
}

/** Kills while blocks come, and more come while it is down. Returns the seconds until all rows are there again, if ever. */
export async function killInLive(world: World, run: SubjectRun, victim: Victim, mine: () => Promise<unknown>): Promise<number | undefined> {
  for (let block = 0; block < BLOCKS_BEFORE; block++) await mine();
  await pause(between(world.random, 0, LATER_MILLISECONDS));
  await strike(world, run, victim);
  for (let block = 0; block < BLOCKS_WHILE_DOWN; block++) await mine();
  const truth = await trueDigest(run.place.chain);
  return secondsUntilRight(run, truth, await revive(world, run, victim), PATIENCE_MILLISECONDS);
}

async function strike(world: World, run: SubjectRun, victim: Victim): Promise<void> {
  await (victim === "indexer" ? run.child() : world.postgres.child).stop("SIGKILL");
}

/** Starts again what a supervisor would start again. Returns when it was there: the program started, or Postgres answering. */
async function revive(world: World, run: SubjectRun, victim: Victim): Promise<number> {
  if (victim === "Postgres") {
    await world.restartPostgres();
    const since = performance.now();
    await run.reconnect();
    if (run.child().hasExited()) await run.start();
    return since;
  }
  const since = performance.now();
  await run.start();
  return since;
}
