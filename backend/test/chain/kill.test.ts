import { expect } from "chai";
import { createDeploymentCheck } from "../../src/modules/chain/deployment-check.ts";
import { createChainSeam } from "../../src/modules/chain/create-chain.ts";
import { tryLead } from "../../src/modules/chain/relayer/leadership.ts";
import { createRelayNode } from "../../src/modules/chain/relayer/node.ts";
import { relayOnce } from "../../src/modules/chain/relayer/relayer.ts";
import { DEFAULT_POLICY } from "../../src/modules/chain/relayer/sending.ts";
import { inTransaction } from "../../src/platform/context.ts";
import { anchorsOf } from "../support/anchors.ts";
import { catchUp, eventsOnChain, eventsStored, anchorsStored, syncOf } from "../support/chain-checks.ts";
import { createApp, KEYS, startChainWorld, word, type ChainWorld } from "../support/chain-world.ts";
import { runUntilKilled } from "../support/doomed-backend.ts";
import { waitFor } from "../support/wait-for.ts";

const JOBS = 3;

describe("kill -9", function () {
  this.timeout(60_000);
  let world: ChainWorld;
  let roots = 0;
  before(async () => {
    world = await startChainWorld();
  });
  after(() => world.stop());

  for (const point of ["after_sign", "after_send"]) {
    it(`of the relayer at ${point} leaves each job with exactly one effect on chain`, async () => {
      const { app, client, databaseUrl, close } = await createApp(world);
      const { relay, signers } = createChainSeam(app);
      const jobs = Array.from({ length: JOBS }, () => word(1_000 + ++roots));
      await inTransaction(app, async (ctx) => {
        for (const root of jobs) await relay.call(ctx, { businessKey: `anchor:${root}`, functionName: "anchor", args: [root] });
      });
      // The second passage: one job is through, one is in the middle, one has not begun.
      const env = { WAYBILL_ROLES: "relayer", FAULT_AT: `relayer.${point}:2:kill` };
      expect(await runUntilKilled(world, databaseUrl, env)).to.equal("SIGKILL");

      const leadership = await waitFor("the dead leader's lock", async () => (await tryLead(app, signers.relayer.address)) ?? undefined);
      const sending = {
        app,
        chainId: 31337,
        node: createRelayNode(client),
        isOurChain: createDeploymentCheck(client, app.config.chain.deployment),
        signer: signers.relayer,
        policy: DEFAULT_POLICY,
        listeners: {},
        leadership,
      };
      await waitFor("the effects", async () => {
        await relayOnce(sending);
        const { rows } = await app.db.pool.query("SELECT 1 FROM transactions WHERE state = 'included'");
        return rows.length === JOBS ? true : undefined;
      });
      for (const root of jobs) expect(await anchorsOf(world, root)).to.equal(1);
      await leadership.release();
      await close();
    });
  }

  for (const point of ["mid_apply"]) {
    it(`of the indexer at ${point} leaves the rows of whole chunks, and the next run ends exact`, async () => {
      const { app, client, databaseUrl, close } = await createApp(world);
      await world.caller.write(KEYS.alice, "anchor", [word(9_000 + ++roots)]);
      const env = { WAYBILL_ROLES: "indexer", FAULT_AT: `indexer.${point}:1:kill` };
      expect(await runUntilKilled(world, databaseUrl, env)).to.equal("SIGKILL");
      const [cursor] = (await app.db.pool.query<{ number: string }>("SELECT number FROM chain_cursor")).rows;
      const { rows: beyond } = await app.db.pool.query("SELECT 1 FROM chain_logs WHERE block_number > $1", [cursor?.number]);
      expect(beyond).to.have.length(0);
      const sync = await syncOf(app);
      await catchUp(sync);
      await sync.close();
      expect(await eventsStored(app)).to.deep.equal(await eventsOnChain(app, client));
      const indexes = (await anchorsStored(app)).map(({ index }) => index);
      expect(indexes).to.deep.equal(indexes.map((_, position) => position));
      await close();
    });
  }
});
