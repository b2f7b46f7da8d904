import { expect } from "chai";
import { tryLead } from "../../src/modules/chain/relayer/leadership.ts";
import { anchorsOf } from "../support/anchors.ts";
import { catchUp, eventsOnChain, eventsStored, anchorsStored, syncOf } from "../support/chain-checks.ts";
import { createApp, KEYS, startChainWorld, word, type ChainWorld } from "../support/chain-world.ts";
import { runUntilKilled } from "../support/doomed-backend.ts";
import { startRelaying } from "../support/relaying.ts";
import { waitFor } from "../support/wait-for.ts";

const JOBS = 3;

describe("kill -9", function () {
  this.timeout(120_000);
  let world: ChainWorld;
  let roots = 0;
  before(async () => {
    world = await startChainWorld();
  });
  after(() => world.stop());

  for (const point of ["after_nonce", "after_sign", "after_send", "after_mined", "after_bump", "before_ack"]) {
    it(`of the relayer at ${point} leaves each job with exactly one effect on chain`, async () => {
      const { app, databaseUrl, relay, sending, round, anchor, close } = await startRelaying(world);
      const jobs = await Promise.all(Array.from({ length: JOBS }, () => anchor(word(1_000 + ++roots))));
      // A leader of its own comes to life below; this one has only enqueued.
      await sending.leadership.release();
      const isBump = point === "after_bump";
      if (isBump) await world.anvil.rpc("evm_setAutomine", [false]);
      try {
        const env = { WAYBILL_ROLES: "relayer", FAULT_AT: `relayer.${point}:kill`, RELAYER_BUMP_SECONDS: "1" };
        expect(await runUntilKilled(world, databaseUrl, env)).to.equal("SIGKILL");
      } finally {
        if (isBump) await world.anvil.rpc("evm_setAutomine", [true]);
      }
      const leadership = await waitFor("the dead leader's lock", async () => (await tryLead(app, relay.senderOf("relayer"))) ?? undefined);
      Object.assign(sending, { leadership });
      await waitFor("the effects", async () => {
        await round();
        const { rows } = await app.db.pool.query("SELECT 1 FROM transactions WHERE state = 'included'");
        return rows.length === JOBS ? true : undefined;
      });
      for (const root of jobs) expect(await anchorsOf(world, root)).to.equal(1);
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
