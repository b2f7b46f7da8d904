import { expect } from "chai";
import { createLogView } from "../../src/modules/chain/anchoring/log-view.ts";
import { createCompletenessCheck } from "../../src/modules/chain/indexer/completeness.ts";
import { resetReadModel } from "../../src/modules/chain/indexer/reset.ts";
import { stateDigest } from "../../src/modules/chain/indexer/state-digest.ts";
import { run as runStateDigest } from "../../src/cli/state-digest.ts";
import { run as runResync } from "../../src/cli/resync.ts";
import { inTransaction } from "../../src/platform/context.ts";
import { catchUp, PROJECTIONS, syncOf } from "../support/chain-checks.ts";
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
    const sync = syncOf(part.app, part.client);
    await catchUp(sync);
    const digest = () => inTransaction(part.app, (ctx) => stateDigest(ctx, PROJECTIONS));
    const log = createLogView();
    return { ...part, sync, digest, log, isComplete: createCompletenessCheck(part.app, part.client, log) };
  }

  it("has the same digest again after it was forgotten and read anew", async () => {
    const { app, sync, digest, close } = await indexed();
    const before = await digest();
    await inTransaction(app, (ctx) => resetReadModel(ctx, PROJECTIONS, {}));
    expect((await digest()).block).to.equal(null);
    expect((await digest()).digest).not.to.equal(before.digest);
    await catchUp(sync);
    expect(await digest()).to.deep.equal(before);
    await close();
  });

  it("can be forgotten and compared from the command line", async () => {
    const { databaseUrl, sync, digest, close } = await indexed();
    const lines: string[] = [];
    const io = { stdout: { write: (text: string) => lines.push(text) }, stderr: { write: () => true }, env: { DATABASE_URL: databaseUrl } };
    const before = await digest();
    expect(await runStateDigest([], io)).to.equal(0);
    expect(await runResync([], io)).to.equal(0);
    expect(await runStateDigest([], io)).to.equal(0);
    await catchUp(sync);
    expect(await runStateDigest([], io)).to.equal(0);
    expect(lines).to.have.length(3);
    expect(lines[2]).to.equal(lines[0]);
    expect(lines[0]).to.equal(`${before.digest} ${before.block?.number} ${before.block?.hash}\n`);
    expect(lines[1]).to.contain("nothing indexed");
    await close();
  });

  it("is proven complete by the contract's own state", async () => {
    const { isComplete, close } = await indexed();
    expect(await isComplete()).to.deep.equal({ state: "ok" });
    await close();
  });

  for (const [what, sql] of [
    ["an anchor is missing", "DELETE FROM anchors WHERE index = (SELECT max(index) FROM anchors)"],
    ["an anchor was altered", "UPDATE anchors SET leaf = overlay(leaf placing 'ff' from 3) WHERE index = 1"],
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
