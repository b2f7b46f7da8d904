import { Worker } from "node:worker_threads";
import { createDatabase } from "../../support/postgres.ts";
import type { RunResult } from "../result.ts";

/** Runs seeds of the model in threads, each with a database of its own. Results come in the order in which they are done. */
export async function runModelSeeds(
  seeds: readonly number[],
  { workers, only, onResult }: { workers: number; only?: "reorgs"; onResult: (result: RunResult) => void },
): Promise<void> {
  const waiting = [...seeds];
  const work = async (): Promise<void> => {
    const { url } = await createDatabase();
    const worker = new Worker(new URL("worker.ts", import.meta.url), { workerData: { databaseUrl: url, only } });
    await new Promise<void>((resolve, reject) => {
      worker.on("error", reject);
      worker.on("exit", () => resolve());
      worker.on("message", (message: RunResult | "ready") => {
        if (message !== "ready") onResult(message);
        worker.postMessage(waiting.shift() ?? null);
      });
    });
  };
  await Promise.all(Array.from({ length: Math.min(workers, seeds.length) }, work));
}
