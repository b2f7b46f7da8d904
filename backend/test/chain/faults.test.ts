import { expect } from "chai";
import { armFaults, InjectedFault } from "../../src/platform/faults.ts";
import { anchorsOf } from "../support/anchors.ts";
import { eventsOnChain, eventsStored, syncOf } from "../support/chain-checks.ts";
import { createApp, KEYS, startChainWorld, word, type ChainWorld } from "../support/chain-world.ts";
import { startRelaying } from "../support/relaying.ts";

const ROUNDS = 60;
const JOBS = 3;

/** Repeats a step until it is done; an armed fault interrupts it, as a crash would. Answers how often that happened. */
async function insist(step: () => Promise<boolean>): Promise<number> {
  let faults = 0;
  for (let round = 0; round < ROUNDS; round++) {
    try {
      if (await step()) return faults;
    } catch (error) {
      if (!(error instanceof InjectedFault)) throw error;
      faults++;
    }
  }
  throw new Error(`not done after ${ROUNDS} rounds`);
}

describe("interruption", function () {
  // Each has a database of its own, which takes its time beside other tests.
  this.timeout(120_000);
  let world: ChainWorld;
  let roots = 0;
  before(async () => {
    world = await startChainWorld();
  });
  after(() => world.stop());
  afterEach(async () => {
    armFaults(null);
    await world.anvil.rpc("evm_setAutomine", [true]);
  });

  const points = ["after_estimate", "after_nonce", "before_commit", "after_sign", "after_send", "after_mined", "before_ack", "after_bump"];
  for (const point of points) {
    it(`of the relayer at ${point} leaves each job with exactly one effect on chain`, async () => {
      const isBump = point === "after_bump";
      // One at a time: at the second passage one job is through, one is in the middle, one has not begun.
      const policy = { maxInFlight: 1, ...(isBump ? { bumpAfterMilliseconds: 0 } : {}) };
      const { app, anchor, round, close } = await startRelaying(world, { policy });
      const jobs = await Promise.all(Array.from({ length: JOBS }, () => anchor(word(100_000 + ++roots))));
      if (isBump) await world.anvil.rpc("evm_setAutomine", [false]);
      armFaults(`relayer.${point}:2:throw`);
      let rounds = 0;
      const faults = await insist(async () => {
        await round();
        // Rarely, so that there is time to get stuck.
        if (isBump && ++rounds % 5 === 0) await world.mine();
        const { rows } = await app.db.pool.query("SELECT 1 FROM transactions WHERE state = 'included'");
        return rows.length === JOBS;
      });
      expect(faults).to.equal(1);
      for (const root of jobs) expect(await anchorsOf(world, root)).to.equal(1);
      await close();
    });
  }

  for (const point of ["after_fetch", "after_undo", "mid_apply", "before_commit"]) {
    it(`of the indexer at ${point}, in the middle of a reorg, ends with exactly the chain's logs`, async () => {
      const { app, client, close } = await createApp(world);
      const sync = await syncOf(app);
      const run = () => insist(async () => (await sync.step()) === "idle");
      for (let count = 0; count < 3; count++) await world.caller.write(KEYS.alice, "anchor", [word(500_000 + ++roots)]);
      await run();
      await world.reorg(2);
      await world.caller.write(KEYS.alice, "anchor", [word(500_000 + ++roots)]);
      const before = await eventsStored(app);
      armFaults(`indexer.${point}:1:throw`);
      await sync.step().then(
        () => expect.fail("the fault was not met"),
        (error: unknown) => expect(error).to.be.instanceOf(InjectedFault),
      );
      expect(await eventsStored(app)).to.deep.equal(before);
      await run();
      expect(await eventsStored(app)).to.deep.equal(await eventsOnChain(app, client));
      await close();
    });
  }
});
