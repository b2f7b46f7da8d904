import { makeBase } from "../real/base.ts";
import { startWorker } from "../real/worker.ts";
import { measureDepths } from "./depths.ts";
import { measureEmptyChain } from "./empty-chain.ts";
import type { Figure } from "./figure.ts";
import { measureCrashPoints, measureTwoRelayers } from "./plans.ts";
import { measureSequences } from "./sequences.ts";

/** Measures every figure and prints it as it comes. Exit code 1 when a goal is missed. */
export async function printReport(folder: string | undefined): Promise<number> {
  const worker = await startWorker(0, await makeBase(), folder);
  let missed = 0;
  const print = ({ figure, value, goal, ok }: Figure): void => {
    if (!ok) missed++;
    console.log(`${ok ? "✓" : "✗"} ${figure}: ${value} (goal: ${goal})`);
  };
  print(await measureDepths(worker));
  print(await measureEmptyChain(worker));
  print(await measureTwoRelayers(worker));
  print(await measureCrashPoints(worker));
  print(await measureSequences());
  await worker.stop();
  return missed > 0 ? 1 : 0;
}
