import { availableParallelism } from "node:os";
import type { RunResult } from "../result.ts";
import { runModelSeeds } from "../model/run-seeds.ts";
import type { Figure } from "./figure.ts";

const SEQUENCES = 1_000;

/** Sequences of random reorgs and nothing else, each followed to its end by the indexer over a chain in memory. */
export async function measureSequences(): Promise<Figure> {
  const started = performance.now();
  const results: RunResult[] = [];
  const seeds = Array.from({ length: SEQUENCES }, (_, index) => index + 1);
  await runModelSeeds(seeds, { workers: availableParallelism(), only: "reorgs", onResult: (result) => results.push(result) });
  const failed = results.filter(({ findings }) => findings.length > 0);
  return {
    figure: `${SEQUENCES} random sequences of reorgs, over a chain in memory`,
    value: `${results.length - failed.length} exact in ${Math.round((performance.now() - started) / 1_000)} s${failed
      .slice(0, 3)
      .map(({ seed }) => `; not ${seed}`)
      .join("")}`,
    goal: "all exact",
    ok: failed.length === 0 && results.length === SEQUENCES,
  };
}
