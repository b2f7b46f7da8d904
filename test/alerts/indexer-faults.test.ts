import { expect } from "chai";
import { inTransaction } from "../../backend/src/platform/context.ts";
import { findCursor } from "../../backend/src/modules/chain/indexer/cursor.store.ts";
import { catchUp, syncOf } from "../../backend/test/support/chain-checks.ts";
import { createApp, KEYS, startChainWorld, word, type ChainWorld } from "../../backend/test/support/chain-world.ts";
import { waitFor } from "../../backend/test/support/wait-for.ts";
import { startAnvil } from "../support/anvil.ts";
import { createMigratedDatabase } from "../../backend/test/support/databases.ts";
import { startRpcProxy, type Lie } from "./support/rpc-proxy.ts";
import { watchBackend, type Watched } from "./support/watched-backend.ts";

describe("alerts about the indexer", function () {
  this.timeout(90_000);
  let world: ChainWorld;
  before(async () => {
    world = await startChainWorld();
  });
  after(() => world.stop());

  async function watch(env: Record<string, string> = {}): Promise<Watched> {
    const watched = await watchBackend(world, (await createMigratedDatabase()).url, env);
    await caughtUp(watched);
    return watched;
  }

  /** Waits until the backend has read the node's newest block and is ready there, which is a condition of every fault below. */
  async function caughtUp({ app }: Watched): Promise<void> {
    const head = (await world.anvil.rpc("eth_getBlockByNumber", ["latest", false])) as { hash: string };
    await waitFor("the index to reach the head", async () => {
      const cursor = await inTransaction(app, findCursor);
      return cursor?.indexed.hash === head.hash && cursor.state === "ready" ? true : undefined;
    });
  }

  async function inState({ app }: Watched, state: string): Promise<void> {
    await waitFor(`the feed to be ${state}`, async () => ((await inTransaction(app, findCursor))?.state === state ? true : undefined));
  }

  /** An API without an indexer; the test itself indexes, as far as it wants to. */
  async function watchWithoutIndexer() {
    const { app, databaseUrl, close } = await createApp(world);
    const sync = await syncOf(app);
    await catchUp(sync);
    const watched = await watchBackend(world, databaseUrl, { WAYBILL_ROLES: "api" });
    const stop = async () => {
      await watched.stop();
      await sync.close();
      await close();
    };
    return { watched, sync, stop };
  }

  it("none fires while blocks come and are read", async () => {
    const watched = await watch();
    for (let minutes = 0; minutes < 15; minutes++) {
      await world.mine(2);
      await caughtUp(watched);
      expect(await watched.pass(60)).to.deep.equal([]);
    }
    await watched.stop();
  });

  it("WaybillChainLag fires when nobody indexes while the chain goes on, and ends once somebody does", async () => {
    const { watched, sync, stop } = await watchWithoutIndexer();
    await world.anvil.rpc("evm_increaseTime", [120]);
    await world.mine(2);
    expect(await watched.pass(30)).to.deep.equal([]);
    expect(await watched.pass(60)).to.deep.equal(["WaybillChainLag"]);
    await catchUp(sync);
    expect(await watched.pass(15)).to.deep.equal([]);
    await stop();
  });

  it("WaybillDeepReorg fires for eight blocks and not for seven, and ends after an hour", async () => {
    const watched = await watch();
    const reorgTo = async (depth: number) => {
      // One by one: of blocks that are final when first seen not every one is stored, and the ancestor is then found below the fork.
      for (let mined = 0; mined <= depth; mined++) {
        await world.mine();
        await caughtUp(watched);
      }
      await world.reorg(depth);
      await world.mine();
      await caughtUp(watched);
    };
    await reorgTo(7);
    expect(await watched.pass(60)).to.deep.equal([]);
    await reorgTo(8);
    expect(await watched.pass(15)).to.deep.equal(["WaybillDeepReorg"]);
    expect(await watched.pass(3_600, 300)).to.deep.equal([]);
    await watched.stop();
  });

  it("WaybillFeedHalted fires at once when a chain that left ours below the final block stops the indexer", async () => {
    const { watched, sync, stop } = await watchWithoutIndexer();
    await world.mine(10);
    await catchUp(sync);
    expect(await watched.pass(60)).to.deep.equal([]);
    await world.reorg(8);
    Object.assign(sync.follower, { haltsBelowFinal: true });
    expect(await catchUp(sync)).to.equal("halted");
    expect(await watched.firing()).to.deep.equal(["WaybillFeedHalted"]);
    await stop();
  });

  it("WaybillNodeUnreachable fires a minute after the node went away, and ends when it is back", async () => {
    const proxy = await startRpcProxy(world.anvil.url);
    const watched = await watch({ RPC_URL: proxy.url });
    proxy.pointTo("http://127.0.0.1:1");
    expect(await watched.pass(60)).to.deep.equal([]);
    expect(await watched.pass(30)).to.deep.equal(["WaybillNodeUnreachable"]);
    proxy.pointTo(world.anvil.url);
    expect(await watched.pass(15)).to.deep.equal([]);
    await watched.stop();
    await proxy.stop();
  });

  it("WaybillWrongChain fires when the node was restarted empty, and when it is on another chain", async () => {
    const proxy = await startRpcProxy(world.anvil.url);
    const watched = await watch({ RPC_URL: proxy.url });
    const others = [await startAnvil(), await startAnvil([], 77)];
    for (const other of others) {
      proxy.pointTo(other.url);
      expect(await watched.pass(60)).to.deep.equal(["WaybillWrongChain"]);
      proxy.pointTo(world.anvil.url);
      await inState(watched, "ready");
      expect(await watched.pass(15)).to.deep.equal([]);
      await other.stop();
    }
    await watched.stop();
    await proxy.stop();
  });

  it("WaybillNodeBehind fires when the node stays at an older head, and ends once it has caught up", async () => {
    const { watched, sync, stop } = await watchWithoutIndexer();
    for (let mined = 0; mined < 2; mined++) {
      await world.mine();
      await catchUp(sync);
    }
    await world.anvil.rpc("anvil_rollback", [1]);
    expect(await catchUp(sync)).to.equal("behind");
    expect(await watched.pass(285)).to.deep.equal([]);
    expect(await watched.pass(30)).to.deep.equal(["WaybillNodeBehind"]);
    await world.mine(2);
    await catchUp(sync);
    expect(await watched.pass(15)).to.deep.equal([]);
    await stop();
  });

  describe("with a node that withholds logs", () => {
    /** Leaves every log out, and tells nothing that would show where. */
    const withholdsAll: Lie = ({ method }, answer) => {
      if (method === "eth_getLogs") return { ...answer, result: [] };
      return method === "eth_getBlockReceipts" ? { id: answer.id, error: { code: -32601, message: "no receipts here" } } : answer;
    };

    async function anchorUnseen(lie: Lie) {
      const proxy = await startRpcProxy(world.anvil.url);
      const watched = await watch({ RPC_URL: proxy.url });
      expect(await watched.pass(30)).to.deep.equal([]);
      proxy.lie(lie);
      await world.caller.write(KEYS.alice, "anchor", [word(7_000 + (await anchors(watched)))]);
      const stop = async () => {
        await watched.stop();
        await proxy.stop();
      };
      return { proxy, watched, stop };
    }

    async function anchors({ app }: Watched): Promise<number> {
      return (await app.db.pool.query("SELECT 1 FROM anchors")).rows.length;
    }

    it("WaybillFeedIncomplete fires while they are not found, and WaybillMissedLogs once they were", async () => {
      const { proxy, watched, stop } = await anchorUnseen(withholdsAll);
      const before = await anchors(watched);
      await inState(watched, "incomplete");
      expect(await watched.pass(90)).to.deep.equal(["WaybillFeedIncomplete"]);
      proxy.lie(null);
      await inState(watched, "ready");
      expect(await anchors(watched)).to.equal(before + 1);
      expect(await watched.pass(15)).to.deep.equal(["WaybillMissedLogs"]);
      expect(await watched.pass(3_600, 300)).to.deep.equal([]);
      await stop();
    });

    it("WaybillChainLag fires when the contract can't be asked, since nothing is taken that it has not confirmed", async () => {
      const refusesCalls: Lie = ({ method }, answer) =>
        method === "eth_call" ? { id: answer.id, error: { code: -32000, message: "no state here" } } : answer;
      const { proxy, watched, stop } = await anchorUnseen(refusesCalls);
      await world.anvil.rpc("evm_increaseTime", [120]);
      await world.mine(2);
      expect(await watched.pass(90)).to.deep.equal(["WaybillChainLag"]);
      proxy.lie(null);
      await caughtUp(watched);
      expect(await watched.pass(15)).to.deep.equal([]);
      await stop();
    });
  });
});
