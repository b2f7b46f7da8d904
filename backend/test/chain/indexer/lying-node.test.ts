import { expect } from "chai";
import { selectorOf, signatureHash } from "@waybill/protocol/hashing/keccak";
import { createSweep } from "../../../src/modules/chain/indexer/proof/sweep.ts";
import { RpcAnswerError, type Rpc } from "../../../src/modules/chain/indexer/node/rpc.ts";
import { readCursor } from "../../../src/modules/chain/indexer/cursor.store.ts";
import { eventsOnChain, eventsStored, syncOf, type Sync } from "../../support/chain-checks.ts";
import { createApp, KEYS, startChainWorld, word, type ChainWorld } from "../../support/chain-world.ts";
import { withAnswers, withLogs, type AnsweredLog } from "../../support/tampered-rpc.ts";

const STEPS = 60;

/** What the contract counts; the other events of it are only audited. */
const isAnchor = ({ topics }: AnsweredLog) => topics[0] === signatureHash("Anchored(address,uint256,bytes32)");

describe("a node that does not tell the truth", () => {
  let world: ChainWorld;
  let roots = 0;
  before(async () => {
    world = await startChainWorld();
    for (let block = 0; block < 12; block++) await anchorsInOneBlock(4);
    await world.mine(3);
  });
  after(() => world.stop());

  /** Several anchors in one block, so that an answer can leave out one of them. */
  async function anchorsInOneBlock(count: number): Promise<void> {
    await world.anvil.rpc("evm_setAutomine", [false]);
    const [from, to] = [world.caller.addressOf(KEYS.alice), world.deployment.supplyChain];
    for (let sent = 0; sent < count; sent++)
      await world.anvil.rpc("eth_sendTransaction", [{ from, to, data: `${selectorOf("anchor(bytes32)")}${word(++roots).slice(2)}` }]);
    await world.mine();
    await world.anvil.rpc("evm_setAutomine", [true]);
  }

  async function follower(tamper: (rpc: Rpc) => Rpc) {
    const part = await createApp(world);
    const sync = await syncOf(part.app, { tamper });
    const close = async () => {
      await sync.close();
      await part.close();
    };
    return { ...part, sync, close };
  }

  /** Steps until ready, and makes sure at every step that what is called ready is complete. */
  async function untilReady({
    app,
    client,
    sync,
  }: {
    app: Parameters<typeof eventsStored>[0];
    client: Parameters<typeof eventsOnChain>[1];
    sync: Sync;
  }) {
    for (let count = 0; count < STEPS; count++) {
      await sync.step().catch(() => undefined);
      const cursor = await readCursor(sync.follower.connection);
      if (cursor?.state !== "ready") continue;
      const stored = await eventsStored(app);
      expect(stored).to.deep.equal((await eventsOnChain(app, client)).slice(0, stored.length));
      if (cursor.indexed.number === Number((await client.getBlock()).number)) return cursor;
    }
    throw new Error("it never became ready");
  }

  it("is found out when every answer withholds one log, and all of them are found in the blocks' receipts", async () => {
    let withheld = 0;
    const part = await follower(
      withLogs((logs) => {
        const anchors = logs.filter(isAnchor);
        if (anchors.length < 2) return logs;
        withheld++;
        return logs.filter((log) => log !== anchors[1]);
      }),
    );
    const cursor = await untilReady(part);
    expect(withheld).to.be.greaterThan(0);
    expect(cursor.healedLogs).to.be.greaterThan(0);
    expect(await eventsStored(part.app)).to.deep.equal(await eventsOnChain(part.app, part.client));

    await anchorsInOneBlock(3);
    expect(await part.sync.step()).to.equal("moved");
    expect((await readCursor(part.sync.follower.connection))?.state).to.equal("ready");
    expect(await eventsStored(part.app)).to.deep.equal(await eventsOnChain(part.app, part.client));
    await part.close();
  });

  it("is found out when it answers the newest block empty", async () => {
    const part = await follower((rpc) => rpc);
    await untilReady(part);
    await part.sync.close();
    const lying = await syncOf(part.app, { tamper: withLogs(() => []) });
    await anchorsInOneBlock(2);
    await untilReady({ ...part, sync: lying });
    expect(await eventsStored(part.app)).to.deep.equal(await eventsOnChain(part.app, part.client));
    await lying.close();
    await part.close();
  });

  it("cannot make a feed ready when its receipts are not whole either", async () => {
    const part = await follower((rpc) =>
      withAnswers(async (method, params) => {
        if (method !== "eth_getBlockReceipts") return undefined;
        const receipts = await rpc.request<{ logs: unknown[] }[]>(method, params);
        return receipts.map((receipt) => ({ ...receipt, logs: receipt.logs.slice(1) }));
      })(withLogs((logs) => logs.filter((log, index) => index !== logs.findIndex(isAnchor)))(rpc)),
    );
    for (let count = 0; count < 20; count++) await part.sync.step().catch(() => undefined);
    const cursor = await readCursor(part.sync.follower.connection);
    expect(cursor?.state).to.equal("incomplete");
    expect(cursor?.reason).to.contain("rows where the contract counts");
    await part.close();
  });

  it("is asked for the block's logs alone where it gives no receipts", async () => {
    let answers = 0;
    const noReceipts = withAnswers((method) => {
      if (method === "eth_getBlockReceipts") throw new RpcAnswerError(-32601, "the method does not exist");
      return undefined;
    });
    const part = await follower((rpc) =>
      noReceipts(withLogs((logs) => (answers++ < 1 ? logs.filter((log, index) => index !== logs.findIndex(isAnchor)) : logs))(rpc)),
    );
    await untilReady(part);
    expect(await eventsStored(part.app)).to.deep.equal(await eventsOnChain(part.app, part.client));
    await part.close();
  });

  it("is waited for while it shows an older head, and nothing is undone", async () => {
    const part = await follower((rpc) => rpc);
    await untilReady(part);
    const before = await eventsStored(part.app);
    const head = Number((await part.client.getBlock()).number);
    const stale = await syncOf(part.app, {
      tamper: (rpc) =>
        withAnswers((method, [tag]) =>
          method === "eth_getBlockByNumber" && tag === "latest" ? rpc.request(method, [`0x${(head - 2).toString(16)}`, false]) : undefined,
        )(rpc),
    });
    expect(await stale.step()).to.equal("behind");
    expect((await readCursor(stale.follower.connection))?.state).to.equal("behind");
    expect(await eventsStored(part.app)).to.deep.equal(before);
    await part.sync.step();
    await untilReady(part);
    await stale.close();
    await part.close();
  });

  for (const [what, sql] of [
    ["deleted", "DELETE FROM anchors WHERE index = 5"],
    [
      "deleted with its raw log",
      "WITH gone AS (DELETE FROM anchors WHERE index = 7 RETURNING block_number, log_index) DELETE FROM chain_logs l USING gone WHERE l.block_number = gone.block_number AND l.log_index = gone.log_index",
    ],
  ] as const) {
    it(`is not to blame when a row was ${what} behind our back: a sweep notices, and it is read again`, async () => {
      let now = Date.now();
      const part = await follower((rpc) => rpc);
      await untilReady(part);
      const clock = { now: () => new Date(now) };
      const sweep = createSweep(Object.assign(part.sync.follower, { clock }));
      const digest = async () => (await part.app.db.pool.query("SELECT array_agg(a ORDER BY index) AS all FROM anchors a")).rows[0];
      const before = await digest();
      await part.app.db.pool.query(sql);
      expect(await sweep.turn()).to.equal(false);
      now += 60_000;
      expect(await sweep.turn()).to.equal(true);
      await untilReady(part);
      expect(await digest()).to.deep.equal(before);
      expect(await eventsStored(part.app)).to.deep.equal(await eventsOnChain(part.app, part.client));
      await part.close();
    });
  }

  it("is found out before anything is ready when it withholds, near the head, events that nobody counts", async () => {
    const part = await follower(withLogs((logs) => logs.filter(isAnchor)));
    await untilReady(part);
    expect(await eventsStored(part.app)).to.deep.equal(await eventsOnChain(part.app, part.client));
    await part.close();
  });

  it("is not to blame when a log that nobody counts was deleted: an audit of receipts finds it", async () => {
    let now = Date.now();
    const part = await follower((rpc) => rpc);
    await untilReady(part);
    await part.app.db.pool.query("DELETE FROM actor_changes");
    await part.app.db.pool.query("DELETE FROM chain_logs WHERE topics[1] <> $1", [
      Buffer.from(signatureHash("Anchored(address,uint256,bytes32)").slice(2), "hex"),
    ]);
    expect(await eventsStored(part.app)).not.to.deep.equal(await eventsOnChain(part.app, part.client));
    const sweep = createSweep(Object.assign(part.sync.follower, { clock: { now: () => new Date(now) } }));
    now += 60_000;
    expect(await sweep.turn()).to.equal(true);
    expect(await eventsStored(part.app)).to.deep.equal(await eventsOnChain(part.app, part.client));
    await part.close();
  });

  it("is found out by the log's root when it alters an anchor", async () => {
    const part = await follower((rpc) => rpc);
    await untilReady(part);
    const rootAt3 = async () => (await part.app.db.pool.query<{ root: string }>("SELECT root FROM anchors WHERE index = 3")).rows[0]?.root;
    const before = await rootAt3();

    await part.app.db.pool.query(
      "UPDATE anchors SET root = overlay(root placing 'ff' from 3), leaf = overlay(leaf placing 'ff' from 3) WHERE index = 3",
    );
    await part.app.db.pool.query("UPDATE chain_cursor SET state = 'loading', proven_number = NULL");
    await untilReady(part);
    expect(await rootAt3()).to.equal(before);
    await part.close();
  });
});
