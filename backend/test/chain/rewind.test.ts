import { expect } from "chai";
import { startAnvil } from "../../../test/support/anvil.ts";
import { createChainSeam } from "../../src/modules/chain/create-chain.ts";
import { tryLead } from "../../src/modules/chain/relayer/leadership.ts";
import { createRelayNode } from "../../src/modules/chain/relayer/node.ts";
import { ForeignChainError, relayOnce } from "../../src/modules/chain/relayer/relayer.ts";
import { DEFAULT_POLICY } from "../../src/modules/chain/relayer/sending.ts";
import { createChainClient } from "../../src/platform/rpc.ts";
import { startIndexer } from "../../src/modules/chain/indexer/indexer.ts";
import { RpcAnswerError } from "../../src/modules/chain/indexer/node/rpc.ts";
import { findCursor } from "../../src/modules/chain/indexer/cursor.store.ts";
import { inTransaction } from "../../src/platform/context.ts";
import { anchorsStored, catchUp, eventsOnChain, eventsStored, PROJECTIONS, syncOf } from "../support/chain-checks.ts";
import { startRpcFront } from "../support/rpc-front.ts";
import { createApp, KEYS, startChainWorld, word, type ChainWorld } from "../support/chain-world.ts";
import { waitFor } from "../support/wait-for.ts";
import { Secret } from "../../src/config/secret.ts";

describe("a chain that goes back", () => {
  let world: ChainWorld;
  let roots = 0;
  before(async () => {
    world = await startChainWorld();
  });
  after(() => world.stop());

  async function anchors(count: number): Promise<void> {
    for (let done = 0; done < count; done++) await world.caller.write(KEYS.alice, "anchor", [word(++roots)]);
  }

  async function indexed(env: Record<string, string> = {}) {
    const part = await createApp(world, { env });
    const sync = await syncOf(part.app);
    await catchUp(sync);
    const close = async () => {
      await sync.close();
      await part.close();
    };
    return { ...part, close, sync, cursor: () => inTransaction(part.app, findCursor) };
  }

  it("is only waited for while a head is lower on the same branch", async () => {
    const { app, sync, cursor, close } = await indexed();
    await anchors(2);
    await catchUp(sync);
    const [before, snapshot] = [await anchorsStored(app), await cursor()];
    await world.anvil.rpc("anvil_rollback", [1]);
    expect(await sync.step()).to.equal("behind");
    expect(await anchorsStored(app)).to.deep.equal(before);
    expect((await cursor())?.indexed).to.deep.equal(snapshot?.indexed);
    await close();
  });

  it("is only waited for, too, when its lower head is an empty block that was never stored", async () => {
    await world.mine(40);
    const { app, cursor, close } = await indexed();
    const production = await syncOf(app, { haltsBelowFinal: true });
    const before = (await cursor())?.indexed;
    await world.anvil.rpc("anvil_rollback", [6]);
    expect(await production.step()).to.equal("behind");
    expect((await cursor())?.indexed).to.deep.equal(before);
    await world.mine(8);
    await catchUp(production, { acceptsRewind: true });
    await production.close();
    await close();
  });

  it("does not halt production when it forks among empty blocks that were never stored, above the final one", async () => {
    await world.mine(40);
    const { app, cursor, close } = await indexed();
    const production = await syncOf(app, { haltsBelowFinal: true });
    const final = (await cursor())?.final?.number ?? 0;
    await world.reorg(1);
    await anchors(1);
    expect(await catchUp(production)).to.equal("idle");
    expect((await cursor())?.state).to.equal("ready");
    const { rows } = await app.db.pool.query<{ ancestor_number: string }>(
      "SELECT ancestor_number FROM chain_reorgs ORDER BY id DESC LIMIT 1",
    );
    expect(Number(rows[0]?.ancestor_number)).to.be.at.least(final);
    await production.close();
    await close();
  });

  it("is followed below what was final when the whole development chain was rewound", async () => {
    const { app, client, sync, cursor, close } = await indexed();
    await anchors(5);
    await catchUp(sync);
    const finalBefore = (await cursor())?.final?.number ?? 0;
    await world.anvil.rpc("anvil_rollback", [4]);
    await catchUp(sync, { acceptsRewind: true });
    expect((await cursor())?.final?.number).to.be.lessThan(finalBefore);
    expect(await eventsStored(app)).to.deep.equal(await eventsOnChain(app, client));
    await anchors(1);
    await catchUp(sync);
    expect(await eventsStored(app)).to.deep.equal(await eventsOnChain(app, client));
    await close();
  });

  it("is noticed by a running indexer without help", async () => {
    const { app, client, cursor, close } = await indexed();
    await anchors(3);
    const indexer = startIndexer({ app, projections: PROJECTIONS, proofs: [], pollMilliseconds: 20 });
    await waitFor("the new anchors", async () => ((await cursor())?.indexed.hash === (await client.getBlock()).hash ? true : undefined));
    await world.anvil.rpc("anvil_rollback", [2]);
    await waitFor("the rewind", async () => ((await cursor())?.indexed.hash === (await client.getBlock()).hash ? true : undefined));
    await indexer.stop();
    expect(await eventsStored(app)).to.deep.equal(await eventsOnChain(app, client));
    await close();
  });

  it("halts indexing in production when it left ours below the final block, and no row changes until somebody decides", async () => {
    const { app, sync, cursor, close } = await indexed();
    await anchors(4);
    await catchUp(sync);
    const production = await syncOf(app, { haltsBelowFinal: true });
    const rows = await anchorsStored(app);
    await world.reorg(4);
    expect(await production.step()).to.equal("halted");
    expect((await cursor())?.state).to.equal("halted");
    expect((await cursor())?.reason).to.contain("below the final block");
    expect(await anchorsStored(app)).to.deep.equal(rows);
    expect(await production.step({ acceptsRewind: true })).to.equal("halted");
    expect(await sync.step()).not.to.equal("halted");
    await catchUp(sync);
    expect((await cursor())?.state).to.equal("ready");
    await production.close();
    await close();
  });

  it("is not undone where a healthy node vouches for what an empty one behind the same address told", async () => {
    const { app, sync, close } = await indexed();
    await anchors(2);
    await catchUp(sync);
    const rows = await anchorsStored(app);
    const empty = await startAnvil();
    await empty.rpc("anvil_mine", ["0x40"]);
    const tells = createChainClient({ chain: { ...app.config.chain, rpcUrl: Secret.of(empty.url) } });
    const front = await startRpcFront(world.anvil.url);
    front.meddle = async ({ method, params }) =>
      method === "eth_getBlockByNumber" ? { result: await tells.request({ method, params } as never) } : undefined;
    const torn = await syncOf(app, { rpcUrl: front.url });
    await torn.step({ acceptsRewind: true }).then(
      (outcome) => expect.fail(`it was ${outcome}`),
      (error: unknown) => expect(error).to.be.instanceOf(RpcAnswerError),
    );
    expect(await anchorsStored(app)).to.deep.equal(rows);
    await Promise.all([torn.close(), front.stop(), empty.stop()]);
    await close();
  });

  it("is not followed to another chain: no row changes and nothing is sent while the contract is not there", async () => {
    const { app, sync, close } = await indexed();
    await anchors(2);
    await catchUp(sync);
    const rows = await anchorsStored(app);
    const empty = await startAnvil();
    const elsewhere = createChainClient({ chain: { ...app.config.chain, rpcUrl: Secret.of(empty.url) } });
    const moved = await syncOf(app, { rpcUrl: empty.url });
    expect(await moved.step({ acceptsRewind: true })).to.equal("foreign");
    expect(await anchorsStored(app)).to.deep.equal(rows);

    const { relay, signers } = createChainSeam(app);
    const leadership = await tryLead(app, signers.relayer.address);
    if (!leadership) throw new Error("nobody else leads in a fresh database");
    await inTransaction(app, (ctx) => relay.call(ctx, { businessKey: "anchor:foreign", functionName: "anchor", args: [word(1)] }));
    const sending = {
      app,
      chainId: 31337,
      node: createRelayNode(elsewhere, app.config.chain.deployment),
      signer: signers.relayer,
      policy: DEFAULT_POLICY,
      listeners: {},
      leadership,
    };
    await relayOnce(sending).then(
      () => expect.fail("it sent"),
      (error: unknown) => expect(error).to.be.instanceOf(ForeignChainError),
    );
    expect(await elsewhere.getBlockNumber()).to.equal(0n);
    await leadership.release();
    await moved.close();
    await empty.stop();
    await close();
  });

  it("is exact for two indexers that work on one database at once", async () => {
    const { app, client, databaseUrl, close } = await createApp(world);
    const other = await createApp(world, { databaseUrl });
    const indexers = [app, other.app].map((each) => startIndexer({ app: each, projections: PROJECTIONS, proofs: [], pollMilliseconds: 5 }));
    for (let round = 0; round < 5; round++) {
      await anchors(2);
      if (round % 2 === 1) await world.reorg(1);
    }
    await anchors(1);
    await waitFor("the head", async () => {
      const cursor = await inTransaction(app, findCursor);
      return cursor?.indexed.hash === (await client.getBlock()).hash ? true : undefined;
    });
    await Promise.all(indexers.map((indexer) => indexer.stop()));
    expect(await eventsStored(app)).to.deep.equal(await eventsOnChain(app, client));
    await other.close();
    await close();
  });
});
