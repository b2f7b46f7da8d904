import { expect } from "chai";
import { keptSeeds } from "../kept-seeds.ts";
import type { RunResult } from "../result.ts";
import { crashPlan, namedPoints } from "./crash-points.ts";
import { NAMED_PLANS } from "./named-plans.ts";
import { NO_SMALL_DISK } from "./run.ts";
import { plannedSeed, runPlans, type NamedPlan } from "./run-seeds.ts";

/** As many as a build has time for; `npm run sim -- --seeds 20` goes on. */
const SEEDS = 10;
const MILLISECONDS = 540_000;
/** Each run is half a dozen processes that mostly wait: two runs keep two processors busy. */
const WORKERS = 2;

/** Points that no drawn step and no other suite kills a process at; `npm run sim -- --report` goes through all. */
const CRASHES = ["capture.before_finish", "indexer.before_finality", "indexer.mid_heal", "reproject.before_swap", "resync.before_swap"];

describe("the backend as real processes under faults", function () {
  this.timeout(MILLISECONDS);
  const seeds = [...new Set([...Array.from({ length: SEEDS }, (_, index) => index + 1), ...keptSeeds("real")])];
  const plans: NamedPlan[] = [
    ...Object.entries(NAMED_PLANS).map(([name, plan]) => ({ name, plan })),
    ...CRASHES.map((point) => ({ name: `crash:${point}`, plan: crashPlan(point) })),
    ...seeds.map(plannedSeed),
  ];
  const results = new Map<string, RunResult>();
  let running: Promise<void>;
  before(() => {
    running = runPlans(plans, { workers: WORKERS, onResult: (result) => results.set(result.seed, result) });
    // Each test reports what it finds missing; this only keeps an early end from being nobody's.
    running.catch(() => undefined);
  });

  for (const { name } of plans) {
    it(`keeps every rule in the run ${name}`, async () => {
      await resultOf(name);
      const { findings, plan } = results.get(name) as RunResult;
      expect(findings, plan.join("\n")).to.deep.equal([]);
    });
  }

  it("has a full disk among its runs, or says that this system allows none", async () => {
    await resultOf("full-disk");
    const { plan, facts } = results.get("full-disk") as RunResult;
    const isDone = plan.some((line) => line.includes("disk-full"));
    if (isDone) expect(facts).to.not.have.property("leftOut");
    else expect(facts["leftOut"]).to.deep.equal([NO_SMALL_DISK]);
  });

  it("knows a run for every crash point that the code names", () => {
    const points = namedPoints();
    expect(points).to.include.members(CRASHES);
    for (const point of points) expect(crashPlan(point).steps, point).to.not.be.empty;
  });

  async function resultOf(seed: string): Promise<void> {
    let isOver = false;
    const end = running.finally(() => (isOver = true));
    while (!results.has(seed) && !isOver) await Promise.race([end, new Promise((resolve) => setTimeout(resolve, 50))]);
    if (!results.has(seed)) await running;
  }
});
