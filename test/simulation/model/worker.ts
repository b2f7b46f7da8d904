import { parentPort, workerData } from "node:worker_threads";
import { Pool } from "pg";
import { openEngineHost } from "./engine.ts";
import { runModel } from "./run.ts";

/** Runs the seeds that it is told, one after the other, on a database of its own; answers each result. */
const { databaseUrl } = workerData as { databaseUrl: string };
const host = await openEngineHost(databaseUrl);
const pool = new Pool({ connectionString: databaseUrl, max: 2 });

parentPort?.on("message", (seed: number | null) => {
  void (async () => {
    if (seed !== null) return parentPort?.postMessage(await runModel(seed, { host, pool }));
    await pool.end();
    await host.close();
    parentPort?.close();
  })();
});
parentPort?.postMessage("ready");
