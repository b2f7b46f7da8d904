import { fill, loadDemonstration } from "../start/demo.ts";
import { findRunning } from "../start/running.ts";
import type { CommandIo } from "./command.ts";

/** `demo`: loads the demonstration into the Waybill that runs with this home. */
export async function run(_args: string[], { stdout, stderr, env }: CommandIo): Promise<number> {
  const running = findRunning(env);
  if (!running) {
    stderr.write("No Waybill runs with this home: start one with npm start, or set WAYBILL_HOME as for npm start.\n");
    return 1;
  }
  const summary = await loadDemonstration(running.url, running);
  stdout.write(`Loaded the demonstration ${summary}\n`);
  if (running.warehouses?.length) stdout.write(`Filled ${await fill(running.url, running)}\n`);
  return 0;
}
