import { expect } from "chai";
import type { App } from "../../src/platform/app.ts";
import { inTransaction } from "../../src/platform/context.ts";
import { createChainSeam } from "../../src/modules/chain/create-chain.ts";
import { tryLead, inFencedTransaction, LostLeadershipError, type Leadership } from "../../src/modules/chain/relayer/leadership.ts";
import { createRelayNode } from "../../src/modules/chain/relayer/node.ts";
import { relayOnce } from "../../src/modules/chain/relayer/relayer.ts";
import { DEFAULT_POLICY, type LedSending, type RelayerPolicy } from "../../src/modules/chain/relayer/sending.ts";
import { listAttempts as attemptsByIds } from "../../src/modules/chain/relayer/attempts.store.ts";
import { findByKeys } from "../../src/modules/chain/relayer/transactions.store.ts";
import { catchUp, syncOf } from "../support/chain-checks.ts";
import { createApp, KEYS, startChainWorld, word, type ChainWorld } from "../support/chain-world.ts";
import { waitFor } from "../support/wait-for.ts";
import { anchorsOf } from "../support/anchors.ts";

describe("relayer", () => {
  let world: ChainWorld;
  let roots = 0;
  before(async () => {
    world = await startChainWorld();
  });
  after(() => world.stop());

  /** One round, and the blocks for what it sent: a node that mines at once still answers before it has. */
  async function round(sending: LedSending): Promise<void> {
    await relayOnce(sending);
    await waitFor("blocks for all that waits", async () => {
      const { pending } = (await world.anvil.rpc("txpool_status", [])) as { pending: string };
      return Number(pending) === 0 ? true : undefined;
    });
  }

  /** A relayer that only moves when told to, on a fresh database. */
  async function relayer(policy: Partial<RelayerPolicy> = {}) {
    const { app, client, close } = await createApp(world);
    const seam = createChainSeam(app);
    const lead = await tryLead(app, seam.signers.relayer.address);
    if (!lead) throw new Error("nobody else leads in a fresh database");
    const seen: string[] = [];
    const listeners = {
      anchor: async (_ctx: unknown, transaction: { state: string }) => {
        seen.push(transaction.state);
      },
    };
    const sending: LedSending = {
      app,
      chainId: 31337,
      node: createRelayNode(client, app.config.chain.deployment),
      signer: seam.signers.relayer,
      policy: { ...DEFAULT_POLICY, ...policy },
      listeners,
      leadership: lead,
    };
    const sync = await syncOf(app);
    return {
      app,
      sending,
      seen,
      sync,
      anchor: (key: string, root = word(1_000_000 + ++roots)) =>
        inTransaction(app, (ctx) => seam.relay.call(ctx, { businessKey: `anchor:${key}`, functionName: "anchor", args: [root] })).then(
          () => root,
        ),
      find: (key: string) => find(app, `anchor:${key}`),
      async close() {
        await lead.release();
        await sync.close();
        await close();
      },
    };
  }

  async function find(app: App, businessKey: string) {
    const [transaction] = await findByKeys({ tx: app.db.dataSource.manager }, [businessKey]);
    if (!transaction) throw new Error(`there is no transaction ${businessKey}`);
    return transaction;
  }

  it("brings a transaction from queued over sent and included to final", async () => {
    const { anchor, find: get, sending, seen, sync, close } = await relayer();
    const root = await anchor("1");
    await round(sending);
    expect((await get("1")).state).to.equal("sent");
    await round(sending);
    expect((await get("1")).state).to.equal("included");
    await world.mine(3);
    await catchUp(sync);
    await round(sending);
    expect((await get("1")).state).to.equal("final");
    expect(seen).to.deep.equal(["signed", "sent", "included", "final"]);
    expect(await anchorsOf(world, root)).to.equal(1);
    await close();
  });

  it("sends a business key once, however often it is asked for", async () => {
    const { anchor, sending, close } = await relayer();
    const root = await anchor("same");
    await anchor("same", root);
    await round(sending);
    await anchor("same", root);
    await round(sending);
    await round(sending);
    expect(await anchorsOf(world, root)).to.equal(1);
    await close();
  });

  it("fails what the contract would refuse with the problem of its error, and uses no nonce for it", async () => {
    const { anchor, find: get, sending, close } = await relayer();
    const before = await sending.node.nonce(sending.signer.address, "pending");
    await anchor("empty", word(0));
    await round(sending);
    const failed = await get("empty");
    expect([failed.state, failed.problem?.code, failed.nonce]).to.deep.equal(["failed", "chain.empty-root", null]);
    expect(await sending.node.nonce(sending.signer.address, "pending")).to.equal(before);
    await anchor("empty", word(77));
    await round(sending);
    expect((await get("empty")).state).to.equal("sent");
    await close();
  });

  it("sends the stored bytes again when a reorg dropped them, and the effect is there once", async () => {
    const { anchor, find: get, sending, sync, close } = await relayer();
    await catchUp(sync);
    const root = await anchor("reorg");
    await round(sending);
    await round(sending);
    const { transactionHash } = await get("reorg");
    await catchUp(sync);
    await world.reorg(1);
    expect(await anchorsOf(world, root)).to.equal(0);
    await catchUp(sync);
    await round(sending);
    await round(sending);
    const again = await get("reorg");
    expect([again.state, again.transactionHash]).to.deep.equal(["included", transactionHash]);
    expect(await anchorsOf(world, root)).to.equal(1);
    await close();
  });

  it("notices a vanished receipt by itself, before the indexer has seen the reorg", async () => {
    const { anchor, find: get, sending, close } = await relayer();
    const root = await anchor("vanished");
    await round(sending);
    await round(sending);
    await world.reorg(1);
    await round(sending);
    await round(sending);
    expect((await get("vanished")).state).to.equal("included");
    expect(await anchorsOf(world, root)).to.equal(1);
    await close();
  });

  it("replaces a stuck transaction by a dearer one with the same nonce, and exactly one is mined", async () => {
    const { app, anchor, find: get, sending, close } = await relayer({ bumpAfterMilliseconds: 0 });
    await world.anvil.rpc("evm_setAutomine", [false]);
    try {
      const root = await anchor("stuck");
      await relayOnce(sending);
      await relayOnce(sending);
      const stuck = await get("stuck");
      const attempts = (await attemptsByIds({ tx: app.db.dataSource.manager }, [stuck.id])).get(stuck.id) ?? [];
      expect(attempts.length).to.be.at.least(2);
      expect(new Set(attempts.map(({ nonce }) => nonce)).size).to.equal(1);
      expect((attempts[0]?.maxFeePerGas ?? 0n) * 8n >= (attempts[1]?.maxFeePerGas ?? 0n) * 9n).to.equal(true);
      await world.mine();
      await relayOnce(sending);
      const mined = await get("stuck");
      expect(mined.state).to.equal("included");
      expect(attempts.map(({ hash }) => hash)).to.include(mined.transactionHash);
      expect(await anchorsOf(world, root)).to.equal(1);
    } finally {
      await world.anvil.rpc("evm_setAutomine", [true]);
    }
    await close();
  });

  it("says unknown when the key was used elsewhere for its nonce, and sends anew once that is final", async () => {
    const { anchor, find: get, sending, close } = await relayer({ bumpAfterMilliseconds: 3_600_000 });
    await world.anvil.rpc("evm_setAutomine", [false]);
    const root = await anchor("elsewhere");
    await relayOnce(sending);
    const { nonce, transactionHash } = await get("elsewhere");
    await world.anvil.rpc("anvil_dropTransaction", [transactionHash]);
    await world.anvil.rpc("evm_setAutomine", [true]);
    await world.caller.write(KEYS.relayer, "anchor", [word(4_242)]);
    await round(sending);
    expect((await get("elsewhere")).state).to.equal("unknown");
    await world.mine(4);
    await round(sending);
    await round(sending);
    const again = await get("elsewhere");
    expect(again.state).to.equal("included");
    expect(again.nonce).to.be.greaterThan(nonce ?? 0);
    expect(await anchorsOf(world, root)).to.equal(1);
    await close();
  });

  it("fills the nonces below its own when the chain was rewound beneath them", async () => {
    const { app, anchor, find: get, sending, close } = await relayer({ gapAfterMilliseconds: 0 });
    const minedNonces = await sending.node.nonce(sending.signer.address, "latest");
    await app.db.pool.query("UPDATE relayer_senders SET next_nonce = $2 WHERE sender = $1", [sending.signer.address, minedNonces + 3]);
    const root = await anchor("gap");
    for (let rounds = 0; rounds < 20; rounds++) await round(sending);
    expect((await get("gap")).state).to.equal("included");
    expect((await get("gap")).nonce).to.equal(minedNonces + 3);
    expect(await anchorsOf(world, root)).to.equal(1);
    await close();
  });

  describe("leadership", () => {
    let parts: Awaited<ReturnType<typeof createApp>>;
    const sender = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8" as never;
    before(async () => {
      parts = await createApp(world);
    });
    after(() => parts.close());

    async function lead(): Promise<Leadership> {
      const leadership = await tryLead(parts.app, sender);
      if (!leadership) throw new Error("somebody else leads");
      return leadership;
    }

    it("belongs to one process at a time and is free as soon as its connection ends", async () => {
      const first = await lead();
      expect(await tryLead(parts.app, sender)).to.equal(null);
      await first.release();
      const second = await lead();
      expect(second.token).to.equal(first.token + 1);
      await second.release();
    });

    it("is lost with its connection, and can be taken again", async () => {
      const first = await lead();
      await parts.app.db.pool.query(
        "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
      );
      await waitFor("the loss", () => (first.isHeld() ? undefined : true));
      await first.release();
      // The server tells of the end before it gives the lock back.
      const second = await waitFor("a free lead", async () => (await tryLead(parts.app, sender)) ?? undefined);
      expect(second.isHeld()).to.equal(true);
      await second.release();
    });

    it("keeps a leader that was only paused from writing once another has taken over", async () => {
      const paused = await lead();
      await paused.release();
      const next = await lead();
      const write = inFencedTransaction(parts.app, sender, paused, async () => "written");
      const error: unknown = await write.then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(error).to.be.instanceOf(LostLeadershipError);
      expect(await inFencedTransaction(parts.app, sender, next, async () => "written")).to.equal("written");
      await next.release();
    });
  });
});
