import { createRandom } from "../random.ts";
import type { Worker } from "../real/worker.ts";
import { measureReorgs } from "./depths.ts";
import type { Figure } from "./figure.ts";

/** Each costs a chain and a process of its own, so they are far fewer than those over the chain in memory. */
const SEQUENCES = 20;
const REORGS = 5;
const DEEPEST = 64;

/** The same as the sequences over the chain in memory, but with a real node and a real process. */
export async function measureRealSequences(worker: Worker): Promise<Figure> {
  const failed: string[] = [];
  for (let sequence = 1; sequence <= SEQUENCES; sequence++) {
    const name = `real-sequence/${sequence}`;
    const random = createRandom(name);
    const depths = Array.from({ length: REORGS }, () => random.integer(1, DEEPEST));
    await measureReorgs(worker, depths, name).catch((error: unknown) => failed.push(`${depths.join(", ")}: ${String(error)}`));
  }
  return {
    figure: `${SEQUENCES} random sequences of ${REORGS} reorgs, over anvil`,
    value: `${SEQUENCES - failed.length} exact${failed.map((one) => `; not ${one}`).join("")}`,
    goal: "all exact",
    ok: failed.length === 0,
  };
}
