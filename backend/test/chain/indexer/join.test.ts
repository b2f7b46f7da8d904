import { expect } from "chai";
import { inTransaction } from "../../../src/platform/context.ts";
import { findCursor } from "../../../src/modules/chain/indexer/cursor.store.ts";
import { anchorsStored, catchUp, syncOf } from "../../support/chain-checks.ts";
import { createApp, KEYS, startChainWorld, word, type ChainWorld } from "../../support/chain-world.ts";
import { creditActions } from "../../support/crediting.ts";

describe("a contract that joins the feed", () => {
  let world: ChainWorld;
  before(async () => {
    world = await startChainWorld();
    await creditActions(world).grantRoles();
  });
  after(() => world.stop());

  async function indexed(of: ChainWorld, databaseUrl?: string) {
    const part = await createApp(of, databaseUrl === undefined ? {} : { databaseUrl });
    const sync = await syncOf(part.app);
    const outcome = await catchUp(sync);
    const cursor = await inTransaction(part.app, findCursor);
    await sync.close();
    return { ...part, outcome, cursor };
  }

  it("is read from its first block on, although the feed was at the head without it", async () => {
    const { carbon, ...older } = world.deployment;
    await world.caller.write(KEYS.relayer, "anchor", [word(1)]);
    const batch = await creditActions(world).issue(KEYS.alice, 900n);
    const before = await indexed({ ...world, deployment: older as never });
    expect(before.cursor?.definition).to.equal(older.supplyChain);
    const batches = async () => (await before.app.db.pool.query("SELECT batch FROM credit_batches")).rows;
    expect(await batches()).to.deep.equal([]);

    const after = await indexed(world, before.databaseUrl);
    expect([after.outcome, after.cursor?.definition]).to.deep.equal(["idle", `${older.supplyChain} ${carbon.token}`]);
    expect(await batches()).to.deep.equal([{ batch }]);
    expect((await anchorsStored(after.app)).map(({ root }) => root)).to.deep.equal([word(1)]);
    await after.close();
    await before.close();
  });
});
