import { expect } from "chai";
import { createLogView } from "../../src/modules/chain/anchoring/log-view.ts";
import { createCompletenessCheck } from "../../src/modules/chain/indexer/completeness.ts";
import { stateDigest } from "../../src/modules/chain/indexer/state-digest.ts";
import { catchUp, syncOf, TABLES } from "../support/chain-checks.ts";
import { createApp, KEYS, startChainWorld, word, type ChainWorld } from "../support/chain-world.ts";

describe("the read model", () => {
  let world: ChainWorld;
  before(async () => {
    world = await startChainWorld();
    await world.caller.write(KEYS.relayer, "registerActor", [world.caller.addressOf(KEYS.alice), 1, `0x${"ab".repeat(20)}`]);
    await world.caller.write(KEYS.alice, "open", [word(1), word(2)]);
    for (let root = 1; root <= 5; root++) await world.caller.write(KEYS.alice, "anchor", [word(root)]);
    await world.mine(3);
  });
  after(() => world.stop());

  async function indexed() {
    const part = await createApp(world);
    const sync = await syncOf(part.app);
    await catchUp(sync);
    const digest = () => stateDigest(part.app.db.dataSource.manager, TABLES);
    const log = createLogView();
    const close = async () => {
      await sync.close();
      await part.close();
    };
    return { ...part, close, sync, digest, log, isComplete: createCompletenessCheck(part.app, part.client, log) };
  }

  it("is proven complete by the contract's own state", async () => {
    const { isComplete, close } = await indexed();
    expect(await isComplete()).to.deep.equal({ state: "ok" });
    await close();
  });

  for (const [what, sql] of [
    ["an anchor is missing", "DELETE FROM anchors WHERE index = (SELECT max(index) FROM anchors)"],
    ["an anchor was altered", "UPDATE anchors SET leaf = '0x' || reverse(substr(leaf, 3)) WHERE index = 1"],
  ] as const) {
    it(`is not ready when ${what}, whoever left it out`, async () => {
      const { app, isComplete, close } = await indexed();
      await app.db.pool.query(sql);
      const { state, reason } = await isComplete();
      expect(state).to.equal("down");
      expect(reason).to.contain("not the contract's");
      await close();
    });
  }

  it("keeps the log in memory equal to the table through reorgs", async () => {
    const { sync, log, app, close } = await indexed();
    const tx = { tx: app.db.dataSource.manager };
    for (let round = 0; round < 3; round++) {
      await world.caller.write(KEYS.alice, "anchor", [word(100 + round)]);
      await world.caller.write(KEYS.alice, "anchor", [word(200 + round)]);
      await catchUp(sync);
      await log(tx);
      await world.reorg(2);
      await world.caller.write(KEYS.alice, "anchor", [word(300 + round)]);
      await catchUp(sync);
      const { tree, size } = await log(tx);
      expect(tree.rootAt(size)).to.equal(await world.caller.read("head", []));
    }
    await close();
  });
});
