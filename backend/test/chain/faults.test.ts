import { expect } from "chai";
import { createDeploymentCheck } from "../../src/modules/chain/deployment-check.ts";
import { createChainSeam } from "../../src/modules/chain/create-chain.ts";
import { tryLead } from "../../src/modules/chain/relayer/leadership.ts";
import { createRelayNode } from "../../src/modules/chain/relayer/node.ts";
import { relayOnce } from "../../src/modules/chain/relayer/relayer.ts";
import { DEFAULT_POLICY } from "../../src/modules/chain/relayer/sending.ts";
import { inTransaction } from "../../src/platform/context.ts";
import { armFaults, InjectedFault } from "../../src/platform/faults.ts";
import { anchorsOf } from "../support/anchors.ts";
import { eventsOnChain, eventsStored, syncOf } from "../support/chain-checks.ts";
import { createApp, KEYS, startChainWorld, word, type ChainWorld } from "../support/chain-world.ts";

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

describe("interruption", () => {
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

  for (const point of ["after_estimate", "before_commit", "after_sign", "after_send", "after_mined", "after_bump"]) {
    it(`of the relayer at ${point} leaves each job with exactly one effect on chain`, async () => {
      const { app, client, close } = await createApp(world);
      const { relay, signers } = createChainSeam(app);
      const leadership = await tryLead(app, signers.relayer.address);
      if (!leadership) throw new Error("nobody else leads in a fresh database");
      const isBump = point === "after_bump";
      const policy = isBump ? { ...DEFAULT_POLICY, bumpAfterMilliseconds: 0 } : DEFAULT_POLICY;
      const sending = {
        app,
        chainId: 31337,
        node: createRelayNode(client),
        isOurChain: createDeploymentCheck(client, app.config.chain.deployment),
        signer: signers.relayer,
        policy,
        listeners: {},
        leadership,
      };
      const jobs = Array.from({ length: JOBS }, () => word(100_000 + ++roots));
      await inTransaction(app, async (ctx) => {
        for (const root of jobs) await relay.call(ctx, { businessKey: `anchor:${root}`, functionName: "anchor", args: [root] });
      });
      if (isBump) await world.anvil.rpc("evm_setAutomine", [false]);
      armFaults(`relayer.${point}:2:throw`);
      let rounds = 0;
      const faults = await insist(async () => {
        await relayOnce(sending);
        // Rarely, so that there is time to get stuck.
        if (isBump && ++rounds % 5 === 0) await world.mine();
        const { rows } = await app.db.pool.query("SELECT 1 FROM transactions WHERE state = 'included'");
        return rows.length === JOBS;
      });
      expect(faults).to.equal(1);
      for (const root of jobs) expect(await anchorsOf(world, root)).to.equal(1);
      await leadership.release();
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
