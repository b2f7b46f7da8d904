import { expect } from "chai";
import { keptSeeds } from "../kept-seeds.ts";
import type { RunResult } from "../result.ts";
import { runRealSeeds } from "./run-seeds.ts";

const SEEDS = 20;
const MILLISECONDS = 540_000;
/** Each run is half a dozen processes that mostly wait: two runs keep two processors busy. */
const WORKERS = 2;

describe("the backend as real processes under faults", function () {
  this.timeout(MILLISECONDS);
  const seeds = [...new Set([...Array.from({ length: SEEDS }, (_, index) => index + 1), ...keptSeeds("real")])];
  const results = new Map<number, RunResult>();
  let running: Promise<void>;
  before(() => {
    running = runRealSeeds(seeds, { workers: WORKERS, onResult: (result) => results.set(Number(result.seed.split(":")[1]), result) });
    // Each test reports what it finds missing; this only keeps an early end from being nobody's.
    running.catch(() => undefined);
  });

  for (const seed of seeds) {
    it(`keeps every rule for seed ${seed}`, async () => {
      await resultOf(seed);
      const { findings, plan } = results.get(seed) as RunResult;
      expect(findings, plan.join("\n")).to.deep.equal([]);
    });
  }

  async function resultOf(seed: number): Promise<void> {
    let isOver = false;
    const end = running.finally(() => (isOver = true));
    while (!results.has(seed) && !isOver) await Promise.race([end, new Promise((resolve) => setTimeout(resolve, 50))]);
    if (!results.has(seed)) await running;
  }
});
