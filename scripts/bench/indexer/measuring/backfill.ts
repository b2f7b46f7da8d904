import { isEqual, trueDigest } from "../chain/truth.ts";
import type { BenchChain } from "../chain/bench-chain.ts";
import type { Subject } from "../subjects/subject.ts";
import { withSubject, type Detour } from "../subject-run.ts";
import type { World } from "../world.ts";
import { postgresCpuSeconds, watchUsage } from "./usage.ts";

export interface Backfill {
  seconds: number;
  rows: number;
  isExact: boolean;
  peakMegabytes: number;
  /** Of the indexer, and of Postgres in the same time. */
  cpuSeconds: number;
  postgresCpuSeconds: number;
}

/**
 * From the start of the program until it says that it is ready; then its rows are compared with the chain's.
 *
 * @param onReady Called the moment it is ready, before anything is compared.
 */
export async function backfill(
  world: World,
  subject: Subject,
  chain: BenchChain,
  detour: Detour = {},
  onReady: () => void = () => undefined,
): Promise<Backfill> {
  return withSubject(
    world,
    subject,
    chain,
    async (run) => {
      // What earlier runs left for Postgres to write shall not be charged to this one.
      await run.sql.query("CHECKPOINT");
      const postgresBefore = postgresCpuSeconds(world.postgres.child);
      const started = performance.now();
      const stopWatching = watchUsage(await run.start());
      await run.untilReady();
      onReady();
      const seconds = (performance.now() - started) / 1000;
      const { peakMegabytes, cpuSeconds } = stopWatching();
      const postgresSeconds = postgresCpuSeconds(world.postgres.child) - postgresBefore;
      const found = await run.digest();
      const isExact = isEqual(found, await trueDigest(chain));
      return { seconds, rows: found.rows, isExact, peakMegabytes, cpuSeconds, postgresCpuSeconds: postgresSeconds };
    },
    detour,
  );
}
