import { expect } from "chai";
import { inTransaction } from "../../src/platform/context.ts";
import { findCursor } from "../../src/modules/chain/indexer/cursor.store.ts";
import { stateDigest } from "../../src/modules/chain/indexer/state-digest.ts";
import { anchorsStored, catchUp, eventsOnChain, eventsStored, syncOf, TABLES } from "../support/chain-checks.ts";
import { createApp, KEYS, startChainWorld, word, type ChainWorld } from "../support/chain-world.ts";

describe("indexer", () => {
  let world: ChainWorld;
  before(async () => {
    world = await startChainWorld();
    await world.caller.write(KEYS.relayer, "registerActor", [world.caller.addressOf(KEYS.alice), 1, `0x${"ab".repeat(20)}`]);
    for (let root = 1; root <= 5; root++) await world.caller.write(KEYS.alice, "anchor", [word(root)]);
    await world.mine(5);
  });
  after(() => world.stop());

  async function indexed() {
    const part = await createApp(world);
    const sync = await syncOf(part.app);
    await catchUp(sync);
    const close = async () => {
      await sync.close();
      await part.close();
    };
    return { ...part, sync, cursor: () => inTransaction(part.app, findCursor), close };
  }

  it("holds exactly the chain's logs after indexing from scratch", async () => {
    const { app, client, cursor, close } = await indexed();
    expect(await eventsStored(app)).to.deep.equal(await eventsOnChain(app, client));
    expect((await anchorsStored(app)).map(({ index, root }) => [index, root])).to.deep.equal([0, 1, 2, 3, 4].map((i) => [i, word(i + 1)]));
    const now = await cursor();
    expect(now?.indexed).to.deep.equal(now?.head);
    expect(now?.final?.number).to.equal((now?.indexed.number ?? 0) - 2);
    await close();
  });

  for (const depth of [1, 2, 3, 4, 5, 6]) {
    it(`follows a reorg of depth ${depth} and keeps no row of the orphaned blocks`, async () => {
      const { app, client, sync, close } = await indexed();
      for (let root = 0; root < depth; root++) await world.caller.write(KEYS.alice, "anchor", [word(1_000 * depth + root)]);
      await catchUp(sync);
      const kept = Number(await client.getBlockNumber()) - depth;
      const orphaned = (await anchorsStored(app)).filter((row) => row.block_number > kept);
      expect(orphaned).not.to.have.length(0);
      await world.reorg(depth);
      await world.caller.write(KEYS.alice, "anchor", [word(5_000 * depth)]);
      await catchUp(sync);
      expect(await eventsStored(app)).to.deep.equal(await eventsOnChain(app, client));
      const hashes = (await anchorsStored(app)).map((row) => row.block_hash);
      for (const { block_hash } of orphaned) expect(hashes).not.to.include(block_hash);
      expect((await anchorsStored(app)).at(-1)?.root).to.equal(word(5_000 * depth));
      await close();
    });
  }

  it("gives the same digest when a fresh database indexes the same chain", async () => {
    const [one, other] = [await indexed(), await indexed()];
    const digests = await Promise.all([one, other].map(({ app }) => stateDigest(app.db.dataSource.manager, TABLES)));
    expect(digests[0]).to.deep.equal(digests[1]);
    expect(digests[0]?.block).not.to.equal(null);
    await one.app.db.pool.query("DELETE FROM anchors WHERE index = 0");
    const cut = await stateDigest(one.app.db.dataSource.manager, TABLES);
    expect(cut.digest).not.to.equal(digests[1]?.digest);
    await one.close();
    await other.close();
  });
});
