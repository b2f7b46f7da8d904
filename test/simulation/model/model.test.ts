import { expect } from "chai";
import { availableParallelism } from "node:os";
import { keptSeeds } from "../kept-seeds.ts";
import type { RunResult } from "../result.ts";
import { runModelSeeds } from "./run-seeds.ts";

/** As many as a build has time for; `npm run sim -- --ring model --seeds 1000` goes through a thousand. */
const SEEDS = 300;
const MILLISECONDS = 300_000;

describe("the indexer over a chain in memory", function () {
  this.timeout(MILLISECONDS);

  it(`keeps one whole branch at every moment and ends equal to the chain, for ${SEEDS} seeds and those that once found something`, async () => {
    const seeds = new Set([...keptSeeds("model"), ...Array.from({ length: SEEDS }, (_, index) => index + 1)]);
    const results: RunResult[] = [];
    await runModelSeeds([...seeds], { workers: availableParallelism(), onResult: (result) => results.push(result) });
    const failed = results.filter(({ findings }) => findings.length > 0).map(({ seed, findings }) => `${seed}: ${findings.join("; ")}`);
    expect(failed).to.deep.equal([]);
    expect(results).to.have.length(seeds.size);
  });
});
