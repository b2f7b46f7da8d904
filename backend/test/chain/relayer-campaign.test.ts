import { expect } from "chai";
import { startChainWorld, type ChainWorld } from "../support/chain-world.ts";
import { runCampaign } from "../support/relay-campaign.ts";
import { rootsFrom } from "../support/relay-pace.ts";

const JOBS = 300;
const DEADLINE_MILLISECONDS = 240_000;

/** `npm run bench -- relayer` does the same with 10,000 jobs. */
describe("relayer under fire", function () {
  this.timeout(DEADLINE_MILLISECONDS + 60_000);
  let world: ChainWorld;
  before(async () => {
    world = await startChainWorld();
  });
  after(() => world.stop());

  for (const seed of [1]) {
    it(`brings ${JOBS} jobs to exactly ${JOBS} effects (seed ${seed})`, async () => {
      const roots = rootsFrom(50_000_000 + seed * 100_000, JOBS);
      const { once, doubled, lost, troubles } = await runCampaign({
        world,
        roots,
        seed,
        kills: 3,
        deadlineMilliseconds: DEADLINE_MILLISECONDS,
      });
      expect({ once, doubled, lost }, JSON.stringify(troubles)).to.deep.equal({ once: JOBS, doubled: 0, lost: 0 });
      // It proves nothing when nothing happened.
      for (const what of ["killed", "reorg", "dropped from the pool", "said to be accepted and dropped"])
        expect(troubles[what] ?? 0, what).to.be.greaterThan(0);
    });
  }
});
