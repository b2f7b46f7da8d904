import type { RunResult } from "../result.ts";
import { makeBase } from "./base.ts";
import { runReal } from "./run.ts";
import { startWorker, type Worker } from "./worker.ts";

/** Runs seeds of real processes, so many at once. Results come in the order in which they are done. */
export async function runRealSeeds(
  seeds: readonly number[],
  { workers, folder, onResult }: { workers: number; folder?: string; onResult: (result: RunResult) => void },
): Promise<void> {
  const base = await makeBase();
  const waiting = [...seeds];
  const work = async (worker: Worker): Promise<void> => {
    for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) onResult(await runReal(seed, worker));
    await worker.stop();
  };
  await Promise.all(
    Array.from({ length: Math.min(workers, seeds.length) }, async (_, index) => work(await startWorker(index, base, folder))),
  );
}
