import { parentPort, workerData } from "node:worker_threads";
import { Pool } from "pg";
import { openEngineHost } from "./engine.ts";
import { runModel } from "./run.ts";

/** Runs the seeds that it is told, one after the other, on a database of its own; answers each result. */
const { databaseUrl, only } = workerData as { databaseUrl: string; only?: "reorgs" };
const host = await openEngineHost(databaseUrl);
const pool = new Pool({ connectionString: databaseUrl, max: 2 });

parentPort?.on("message", (seed: number | null) => {
  void (async () => {
    if (seed !== null) return parentPort?.postMessage(await runModel(seed, { host, pool }, only));
    await pool.end();
    await host.close();
    parentPort?.close();
  })();
});
parentPort?.postMessage("ready");
