import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, totalmem } from "node:os";
import { dirname } from "node:path";
import { makeBase } from "../real/base.ts";
import { startWorker } from "../real/worker.ts";
import { measureDepths } from "./depths.ts";
import { measureEmptyChain } from "./empty-chain.ts";
import type { Figure } from "./figure.ts";
import { measureCrashPoints, measureNamedPlans } from "./plans.ts";
import { measureRealSequences } from "./real-sequences.ts";
import { measureSequences } from "./sequences.ts";

export interface ReportOptions {
  /** Where histories are kept. */
  folder: string | undefined;
  /** Runs at once. */
  workers: number | undefined;
  /** File that the figures are written to. */
  json: string | undefined;
}

/** Measures every figure and prints it as it comes. Exit code 1 when a goal is missed. */
export async function printReport({ folder, workers = Math.ceil(availableParallelism() / 2), json }: ReportOptions): Promise<number> {
  const figures: Figure[] = [];
  const print = (measured: readonly Figure[]): void => {
    for (const { figure, value, goal, ok, details } of measured) {
      console.log(`${ok ? "✓" : "✗"} ${figure}: ${value} (goal: ${goal})`);
      if (details)
        console.log(
          `    ${Object.entries(details)
            .map((entry) => entry.join(": "))
            .join("; ")}`,
        );
    }
    figures.push(...measured);
  };
  const worker = await startWorker(await makeBase(), folder);
  print([await measureDepths(worker)]);
  print([await measureRealSequences(worker)]);
  print([await measureEmptyChain(worker)]);
  await worker.stop();
  print(await measureNamedPlans({ workers, folder }));
  print(await measureCrashPoints({ workers, folder }));
  print([await measureSequences()]);
  if (json !== undefined) {
    mkdirSync(dirname(json), { recursive: true });
    writeFileSync(json, `${JSON.stringify({ machine: machine(), figures }, null, 2)}\n`);
  }
  return figures.every(({ ok }) => ok) ? 0 : 1;
}

function machine(): Record<string, unknown> {
  return {
    cpu: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  };
}
