import { expect } from "chai";
import { inTransaction, selectRows } from "../../src/platform/context.ts";
import { followAnchors } from "../../src/modules/chain/anchoring/batch-author.ts";
import { lookAfter, readdress } from "../../src/modules/chain/relayer/heirs.ts";
import { relayOnce } from "../../src/modules/chain/relayer/relayer.ts";
import { privateKeySigner } from "../../src/modules/chain/relayer/signer.ts";
import { anchorsOf } from "../support/anchors.ts";
import { KEYS, startChainWorld, type ChainWorld } from "../support/chain-world.ts";
import { startBackendProcess, type BackendProcess } from "../support/doomed-backend.ts";
import { startRelaying } from "../support/relaying.ts";
import { waitFor } from "../support/wait-for.ts";

const JOBS = 5;

describe("relayer leaders", function () {
  this.timeout(120_000);
  let world: ChainWorld;
  before(async () => {
    world = await startChainWorld();
  });
  after(() => world.stop());

  /** A database with jobs in it and nobody who sends. */
  async function jobs() {
    const relaying = await startRelaying(world);
    await relaying.sending.leadership.release();
    const { app } = relaying;
    const tx = { tx: app.db.dataSource.manager };
    return {
      ...relaying,
      enqueue: () => Promise.all(Array.from({ length: JOBS }, () => relaying.anchor())),
      leader: async () => {
        const [row] = await selectRows<{ fencing_token: string; next_nonce: string }>(
          tx,
          "SELECT fencing_token, next_nonce FROM relayer_senders WHERE sender = $1",
          [relaying.sending.signer.address],
        );
        return { token: Number(row?.fencing_token), nextNonce: Number(row?.next_nonce) };
      },
      untilIncluded: (count: number) =>
        waitFor(`${count} effects`, async () => {
          const rows = await selectRows(tx, "SELECT 1 FROM transactions WHERE state IN ('included', 'final')");
          return rows.length === count ? true : undefined;
        }),
    };
  }

  it("take turns: a second process waits, and goes on when the first is killed", async () => {
    const { databaseUrl, enqueue, leader, untilIncluded, close } = await jobs();
    const before = await leader();
    const first = await startBackendProcess(world, databaseUrl, { WAYBILL_ROLES: "relayer" });
    await waitFor("the first leader", async () => ((await leader()).token > before.token ? true : undefined));
    const second = await startBackendProcess(world, databaseUrl, { WAYBILL_ROLES: "relayer" });
    const roots = await enqueue();
    await untilIncluded(JOBS);
    expect((await leader()).token).to.equal(before.token + 1);
    first.kill();
    await waitFor("the second leader", async () => ((await leader()).token === before.token + 2 ? true : undefined));
    roots.push(...(await enqueue()));
    await untilIncluded(2 * JOBS);
    for (const root of roots) expect(await anchorsOf(world, root)).to.equal(1);
    second.kill();
    await close();
  });

  it("that were paused between reading and writing cannot write once another has taken over", async () => {
    const { app, databaseUrl, enqueue, leader, untilIncluded, close } = await jobs();
    const before = await leader();
    const roots = await enqueue();
    // It estimates, and then takes a second to think: paused in that second, it holds jobs in its hands that it has not signed yet.
    const env = { WAYBILL_ROLES: "relayer", FAULT_AT: "relayer.after_estimate:delay" };
    const paused = await startBackendProcess(world, databaseUrl, env);
    let other: BackendProcess | undefined;
    try {
      await waitFor("the first leader", async () => ((await leader()).token > before.token ? true : undefined));
      paused.pause();
      // As if a lease had passed.
      await app.db.pool.query("UPDATE relayer_senders SET leader_seen_at = now() - interval '1 hour'");
      other = await startBackendProcess(world, databaseUrl, { WAYBILL_ROLES: "relayer" });
      await untilIncluded(JOBS);
      const after = await leader();
      expect(after.token).to.equal(before.token + 2);
      paused.resume();
      const more = await enqueue();
      await untilIncluded(2 * JOBS);
      const { rows } = await app.db.pool.query("SELECT nonce FROM transaction_attempts");
      expect(rows).to.have.length(2 * JOBS);
      expect(await leader()).to.deep.equal({ token: after.token, nextNonce: after.nextNonce + JOBS });
      for (const root of [...roots, ...more]) expect(await anchorsOf(world, root)).to.equal(1);
    } finally {
      paused.kill();
      other?.kill();
    }
    await close();
  });

  it("with a new key inherit what had no nonce yet, and look after what had one until its end", async () => {
    const old = await startRelaying(world, { policy: { maxInFlight: 1 } });
    await world.anvil.rpc("evm_setAutomine", [false]);
    const [signed, queued] = [await old.anchor(), await old.anchor()];
    const { app, sending } = old;
    await relayOnce(sending);
    await old.sending.leadership.release();
    expect([(await old.get(signed)).state, (await old.get(queued)).state]).to.deep.equal(["sent", "queued"]);
    const previous = sending.signer.address;
    // The old transaction is dropped while nobody has its key.
    await world.anvil.rpc("anvil_dropTransaction", [(await old.get(signed)).transactionHash]);
    await app.db.pool.query(
      "INSERT INTO batches (id, author, previous_root, root, leaf_count, statement_count, created_at) VALUES (1, $1, '', '', 1, 0, now())",
      [previous],
    );
    await app.db.pool.query("UPDATE transactions SET business_key = 'anchor:1' WHERE business_key = $1", [`anchor:${queued}`]);

    const present = privateKeySigner(KEYS.alice);
    const listeners = { anchor: followAnchors };
    const addresses = { relayer: present.address, registrar: present.address };
    expect(await inTransaction(app, (ctx) => readdress(ctx, listeners, addresses))).to.equal(1);
    await lookAfter({ ...sending, listeners }, previous);
    await world.anvil.rpc("evm_setAutomine", [true]);
    await world.mine();
    await waitFor("the old key's transaction", async () => {
      await lookAfter({ ...sending, listeners }, previous);
      return (await old.get(signed)).state === "included" ? true : undefined;
    });
    const heir = await startRelaying(world, { databaseUrl: old.databaseUrl, env: { RELAYER_KEY: KEYS.alice } });
    const inherited = await waitFor("the inherited transaction", async () => {
      await heir.round();
      const transaction = await heir.find("anchor:1");
      return transaction.state === "included" ? transaction : undefined;
    });
    expect(inherited.sender).to.equal(present.address);
    const { rows } = await app.db.pool.query<{ author: string }>("SELECT author FROM batches WHERE id = 1");
    expect(rows[0]?.author).to.equal(present.address);
    for (const root of [signed, queued]) expect(await anchorsOf(world, root)).to.equal(1);
    await heir.close();
    await old.close();
  });

  it("leave what a process with the old key still sends to it", async () => {
    const old = await startRelaying(world);
    await old.anchor();
    const present = privateKeySigner(KEYS.alice).address;
    expect(await inTransaction(old.app, (ctx) => readdress(ctx, {}, { relayer: present, registrar: present }))).to.equal(0);
    await old.close();
  });
});
