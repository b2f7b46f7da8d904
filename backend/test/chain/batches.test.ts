import { expect } from "chai";
import { makeBatch, retryAnchors, startBatcher, type MadeBatch } from "../../src/modules/chain/anchoring/batcher.ts";
import type { FailedBefore } from "../../src/modules/chain/anchoring/batches.store.ts";
import { inTransaction, selectRows } from "../../src/platform/context.ts";
import { anchorsOf } from "../support/anchors.ts";
import { startChainWorld, type ChainWorld } from "../support/chain-world.ts";
import { createFakeStatements } from "../support/fake-statements.ts";
import { startRelaying } from "../support/relaying.ts";
import { startRpcFront, type RpcFront } from "../support/rpc-front.ts";
import { waitFor } from "../support/wait-for.ts";

describe("batches", () => {
  let world: ChainWorld;
  let front: RpcFront;
  let firstStatement = 0;
  before(async () => {
    world = await startChainWorld();
    front = await startRpcFront(world.anvil.url);
  });
  beforeEach(() => {
    front.meddle = () => undefined;
    firstStatement += 1_000;
  });
  after(async () => {
    await front.stop();
    await world.stop();
  });

  async function start(env: Record<string, string> = {}) {
    const relaying = await startRelaying(world, { env: { RPC_URL: front.url, ANCHOR_MAX_EVENTS: "4", ...env } });
    const statements = createFakeStatements(firstStatement);
    const batching = { app: relaying.app, relay: relaying.relay, statements };
    const sizes = async () =>
      (
        await selectRows<{ statement_count: number }>(
          { tx: relaying.app.db.dataSource.manager },
          "SELECT statement_count FROM batches ORDER BY id",
        )
      ).map((row) => row.statement_count);
    const make = async (): Promise<MadeBatch> => {
      const batch = await inTransaction(relaying.app, (ctx) => makeBatch(ctx, batching));
      if (!batch) throw new Error("nothing waits");
      return batch;
    };
    return { ...relaying, statements, batching, sizes, make };
  }

  it("are bounded by number at once, and by the age of the oldest statement for the rest", async () => {
    const { app, statements, batching, sizes, close } = await start({ ANCHOR_MAX_SECONDS: "600" });
    let now = new Date();
    statements.add(10, now);
    const batcher = startBatcher({ ...batching, app: { ...app, clock: { now: () => now } } });
    await waitFor("full batches", async () => ((await sizes()).length === 2 ? true : undefined));
    expect(await sizes()).to.deep.equal([4, 4]);
    now = new Date(now.getTime() + 600_000);
    await waitFor("the rest", async () => ((await sizes()).length === 3 ? true : undefined));
    expect(await sizes()).to.deep.equal([4, 4, 2]);
    await batcher.stop();
    await close();
  });

  it("go on when one of several ran out of gas, and that one goes out again with more", async () => {
    const { statements, make, find, round, finalise, close } = await start();
    statements.add(12, new Date());
    const [one, two, three] = [await make(), await make(), await make()];
    front.meddle = ({ method, params }) =>
      method === "eth_estimateGas" && JSON.stringify(params).includes(two.root.slice(2)) ? { result: "0x1" } : undefined;
    const until = (id: number, state: string) =>
      waitFor(`anchor ${id} ${state}`, async () => {
        await round();
        const transaction = await find(`anchor:${id}`);
        return transaction.state === state ? transaction : undefined;
      });
    expect((await until(two.id, "reverted")).problem?.code).to.equal("chain.out-of-gas");
    await until(three.id, "included");
    front.meddle = () => undefined;
    await world.mine(4);
    await finalise();
    const again = await until(two.id, "included");
    expect(again.tries).to.equal(1);
    for (const { root } of [one, two, three]) expect(await anchorsOf(world, root)).to.equal(1);
    expect(statements.batches.size).to.equal(12);
    await close();
  });

  it("are sent again within seconds by the batcher when only an estimate said no", async () => {
    const { app, statements, batching, make, find, round, close } = await start();
    statements.add(4, new Date());
    const { id, root } = await make();
    front.meddle = ({ method }) =>
      method === "eth_estimateGas" ? { error: { code: 3, message: "execution reverted", data: "0x" } } : undefined;
    await round();
    expect((await find(`anchor:${id}`)).state).to.equal("failed");
    front.meddle = () => undefined;
    let now = new Date();
    const batcher = startBatcher({ ...batching, app: { ...app, clock: { now: () => now } } });
    now = new Date(now.getTime() + 6_000);
    await waitFor("another try", async () => ((await find(`anchor:${id}`)).state === "queued" ? true : undefined));
    await batcher.stop();
    await waitFor("the anchor", async () => {
      await round();
      return (await find(`anchor:${id}`)).state === "included" ? true : undefined;
    });
    expect(await anchorsOf(world, root)).to.equal(1);
    await close();
  });

  it("are sent again after a pause when their transaction failed for good", async () => {
    const { app, statements, batching, make, find, round, close } = await start();
    statements.add(4, new Date());
    const batch = await make();
    const key = `anchor:${batch.id}`;
    front.meddle = ({ method }) =>
      method === "eth_estimateGas" ? { error: { code: 3, message: "execution reverted", data: "0x" } } : undefined;
    await round();
    expect((await find(key)).state).to.equal("failed");
    front.meddle = () => undefined;
    const [past, now] = [new Date(0), () => new Date()];
    const retry = (failedBefore: FailedBefore) => inTransaction(app, (ctx) => retryAnchors(ctx, batching, failedBefore));
    expect(await retry({ free: past, paid: now() })).to.equal(0);
    // The same when it has cost something.
    await app.db.pool.query("UPDATE transactions SET tries = 1 WHERE business_key = $1", [key]);
    expect(await retry({ free: now(), paid: past })).to.equal(0);
    expect(await retry({ free: past, paid: now() })).to.equal(1);
    expect(await retry({ free: now(), paid: now() })).to.equal(0);
    await waitFor("the anchor", async () => {
      await round();
      return (await find(key)).state === "included" ? true : undefined;
    });
    expect(await anchorsOf(world, batch.root)).to.equal(1);
    await close();
  });
});
