import { expect } from "chai";
import { MovedChainError } from "../../../src/modules/chain/indexer/chunk.ts";
import { createSweep } from "../../../src/modules/chain/indexer/proof/sweep.ts";
import { step } from "../../../src/modules/chain/indexer/step.ts";
import { catchUp, eventsOnChain, eventsStored, syncOf } from "../../support/chain-checks.ts";
import { createApp, KEYS, startChainWorld, word, type ChainWorld } from "../../support/chain-world.ts";

describe("a chain that changes between two questions", () => {
  let world: ChainWorld;
  let units = 0;
  beforeEach(async () => {
    world = await startChainWorld();
    await world.caller.write(KEYS.relayer, "registerActor", [world.caller.addressOf(KEYS.alice), 1, `0x${"ab".repeat(20)}`]);
  });
  afterEach(() => world.stop());

  /** Steps of custody, which the contract does not count. */
  async function opened(count: number): Promise<void> {
    for (let done = 0; done < count; done++) await world.caller.write(KEYS.alice, "open", [word(++units), word(2)]);
  }

  async function indexed() {
    const part = await createApp(world);
    const sync = await syncOf(part.app);
    await opened(24);
    await catchUp(sync);
    const close = async () => {
      await sync.close();
      await part.close();
    };
    return { ...part, sync, close };
  }

  it("is undone as a whole, although its new safe block was noted before the old branch was seen to be gone", async () => {
    const { app, client, sync, close } = await indexed();
    const { follower } = sync;
    const old = await follower.node.header("latest");
    await world.reorg(6);
    await opened(1);
    // The old head was announced; what is safe is asked after the change.
    follower.finalityOf = "";
    await step(follower, { acceptsRewind: false, head: old });
    expect([await catchUp(sync), follower.cursor?.state]).to.deep.equal(["idle", "ready"]);
    expect(await eventsStored(app)).to.deep.equal(await eventsOnChain(app, client));
    await close();
  });

  it("is undone as a whole, and noted, although a sweep saw its new blocks first", async () => {
    const { app, client, sync, close } = await indexed();
    const { follower } = sync;
    let now = Date.now();
    Object.assign(follower, { clock: { now: () => new Date(now) } });
    const sweep = createSweep(follower);
    // The chain changes while the sweep is under way: it has seen the first blocks of the old branch by then.
    const { node } = follower;
    const fork = follower.cursor!.indexed.number - 5;
    let isChanged = false;
    Object.assign(follower, {
      node: {
        ...node,
        header: async (at: number | "latest") => {
          if (at === fork + 3 && !isChanged) {
            isChanged = true;
            await world.reorg(6);
            await opened(1);
          }
          return node.header(at);
        },
      },
    });
    now += 20_000;
    // It may notice by itself that the chain is another one, and leaves that to the next step.
    await sweep.turn().catch((error: unknown) => expect(error).to.be.instanceOf(MovedChainError));
    expect([await catchUp(sync), follower.cursor?.state]).to.deep.equal(["idle", "ready"]);
    const { rows } = await app.db.pool.query("SELECT * FROM chain_reorgs");
    expect(await eventsStored(app)).to.deep.equal(await eventsOnChain(app, client));
    expect(rows, "reorganisations noted").to.have.length(1);
    await close();
  });
});
